import { mayOthers } from '@weireel/catalogue';
import { findVideo, type VideoCard } from '@weireel/db/videos';
import type { ServerContext } from '../http/context.ts';
import { findOpenShare } from '../community/find-open-share.ts';
import { accessFacts } from '../videos/access-facts.ts';

/** A video that a visitor may see, whoever asks; null: there is none, or not for them. */
export async function findOpenVideo(
  { db }: Pick<ServerContext, 'db'>,
  id: string,
): Promise<VideoCard | null> {
  const row = /^[0-9A-Za-z]{16}$/.test(id) ? await findVideo(db, id) : null;
  return row !== null && mayOthers('see', accessFacts(row), 'visitor') ? row : null;
}

/**
 * The id of the video that an address of ours shows: its page, its frame, or a short link to it. Null: the address is
 * not below the public one, or shows no video.
 */
export async function videoAtAddress(
  { db, config }: Pick<ServerContext, 'db' | 'config'>,
  address: string,
): Promise<string | null> {
  const path = pathBelow(config.publicUrl, address);
  const [, page, id = ''] = /^\/(watch|embed|s)\/([0-9A-Za-z]{10,16})\/?$/.exec(path ?? '') ?? [];
  if (page === undefined) return null;
  return page === 's' ? findOpenShare(db, id) : id;
}

/** Whether by http or https is not looked at: programs turn one into the other. */
function pathBelow(publicUrl: string, address: string): string | null {
  const [base, url] = [URL.parse(publicUrl), URL.parse(address)];
  if (base === null || url === null || !/^https?:$/.test(url.protocol) || url.host !== base.host) return null;
  const prefix = base.pathname.replace(/\/$/, '');
  return url.pathname.startsWith(`${prefix}/`) ? url.pathname.slice(prefix.length) : null;
}
