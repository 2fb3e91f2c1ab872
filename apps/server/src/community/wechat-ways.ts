import { inTransaction } from '@weireel/db';
import { findWechatWay, keepWechatWay, type WechatWay } from '@weireel/db/community';
import {
  daysOfLinks,
  drawCode,
  makeScheme,
  makeUrlLink,
  type MiniProgramPage,
  type WechatAccess,
} from '@weireel/wechat';
import { createAllowance } from '../http/allowance.ts';
import type { ServerContext } from '../http/context.ts';
import { createFindOrMake } from './find-or-make.ts';

/**
 * Gives what WeChat made for the way to a video, which it is asked for when there is nothing yet.
 *
 * @param asker whose share of what WeChat allows that takes
 * @returns the picture of a code, or an address as UTF-8
 * @throws WeireelError `rate_limited`, `wechat_busy`
 */
export type FindWechatWay = (kind: WechatWay['kind'], videoId: string, asker: string) => Promise<Buffer>;

/** WeChat counts what all of a mini program ask for; whoever shares a few videos in a row is not held up. */
const pace = { capacity: 20_000, burst: 20, everyMs: 30_000 };
const dayMs = 86_400_000;
const page = 'pages/watch/watch';

/** Ways that are made once for all who ask for them. */
export function createWechatWays(context: ServerContext, access: WechatAccess): FindWechatWay {
  const { db, config, now } = context;
  const { version } = config.wechatSharing;
  const opens = `${access.appId}/${version}`;
  const asked = createAllowance(pace, context.elapsedMs);
  const findOrMake = createFindOrMake<Buffer>();

  const make = async (way: WechatWay): Promise<Buffer> => {
    const made = await askFor(way.kind, access, { page, query: `v=${way.videoId}`, version });
    const endsAt = way.kind === 'code' ? null : new Date(now() + daysOfLinks * dayMs);
    await inTransaction(db, (trx) => keepWechatWay(trx, way, { made, endsAt }));
    return made;
  };

  return async (kind, videoId, asker) => {
    const way = { kind, videoId, opens };
    return findOrMake(`${kind} ${videoId}`, {
      // Whoever is given a link has a day to follow it.
      find: () => findWechatWay(db, way, new Date(now() + dayMs)),
      allow: () => asked.spend(asker),
      make: () => make(way),
    });
  };
}

async function askFor(
  kind: WechatWay['kind'],
  access: WechatAccess,
  target: MiniProgramPage,
): Promise<Buffer> {
  switch (kind) {
    case 'code':
      return drawCode(access, target);
    case 'link':
      return Buffer.from(await makeUrlLink(access, target));
    case 'scheme':
      return Buffer.from(await makeScheme(access, target));
  }
}
