import { randomUUID } from 'node:crypto';
import { personPassword } from '../../api.ts';
import { beginRequest } from '../../begin-request.ts';
import { openStream } from '../../event-stream.ts';
import { send } from '../../http.ts';
import { type Attack, repeatedly } from './attack.ts';
import { comesFrom, sendAs, type Newcomer } from './newcomers.ts';
import { keepDripping } from './keep-dripping.ts';
import { announce, likeMp4, putPart, uploadAttacks } from './upload-attacks.ts';

/** Accounts that all attacks take together. */
export const attackAccounts = 60;

const streamOwners = 30;
const streamsOfOne = 12;
const videosOfOne = 100;

/** Every attack, by what it does; all of them at once make the crowd's bad day. */
export const attacks: Record<string, Attack> = {
  ...uploadAttacks,
  'guesses at one password, with five tokens': async (attackers) => {
    const guessAs = (guesser: Newcomer) =>
      repeatedly(attackers, { everyMs: 70, atMost: 10 }, async (n) => {
        const body = { account: attackers.victim, password: `guess number ${n}` };
        return (await sendAs(guesser, '/auth/login', { method: 'POST', body })).status;
      });
    await Promise.all(Array.from({ length: 5 }, () => guessAs(attackers.takeOne())));
  },
  'registrations from one address': async (attackers) => {
    const sender = attackers.takeOne();
    await repeatedly(attackers, { everyMs: 20, atMost: 50 }, async () => {
      const account = `r${randomUUID().replaceAll('-', '')}`;
      const body = { account, password: personPassword, nickname: 'R' };
      return (await sendAs(sender, '/auth/register', { method: 'POST', body })).status;
    });
  },
  'streams of events, each about a hundred videos that change all the time': async (attackers) => {
    const owners = Array.from({ length: streamOwners }, attackers.takeOne);
    const owned = await Promise.all(owners.map(oneAssetWithVideos));
    const opening = owners.map((owner) =>
      repeatedly(attackers, { everyMs: 1000, atMost: streamsOfOne }, async () => {
        const stream = await openStream(owner).catch(() => null);
        if (stream === null) return 'refused';
        await untilAborted(attackers.signal);
        const { length } = stream.messages;
        stream.close();
        return length > 0 ? 'told' : 'told nothing';
      }),
    );
    const changing = repeatedly(attackers, { everyMs: 50, atMost: 10 }, async (n) => {
      const one = owned[n % owned.length];
      const id = one?.videoIds[Math.floor(n / owned.length) % videosOfOne];
      if (one === undefined || id === undefined) return 'nothing to change';
      if (n % 5 === 0) return putPart(one.owner, one.uploadId, 1 + (n % 2), one.part);
      const details = { description: '', tags: [], categoryId: null, visibility: 'private' };
      const body = { ...details, title: `Number ${n}` };
      return (await sendAs(one.owner, `/videos/${id}/details`, { method: 'PUT', body })).status;
    });
    await Promise.all([...opening, changing]);
  },
  'headers that never end': async (attackers) => {
    const sender = attackers.takeOne();
    const headers = [`authorization: Bearer ${sender.token}`, comesFrom(sender)];
    await keepDripping(attackers, { connections: 200, everyMs: 5000, drop: 'x-more: 1\r\n' }, () =>
      beginRequest(attackers.url, 'GET /api/v1/feed', headers),
    );
  },
  'headers of streams, and the server under a name that is not its own': async (attackers) => {
    const sender = attackers.takeOne();
    await repeatedly(attackers, { everyMs: 50, atMost: 20 }, async (n) => {
      if (n % 2 === 0) return (await sendAs(sender, '/me/events', { method: 'HEAD' })).status;
      return (await send(attackers.url, '/api/v1/feed', { headers: { host: 'rebound.example' } })).status;
    });
  },
  'comments, danmaku and likes without end': async (attackers) => {
    const talker = attackers.takeOne();
    const about = `/videos/${attackers.videoId}`;
    await repeatedly(attackers, { everyMs: 20, atMost: 20 }, async (n) => {
      const kinds = [
        () => sendAs(talker, `${about}/comments`, { method: 'POST', body: { body: `No. ${n}` } }),
        () =>
          sendAs(talker, `${about}/danmaku`, {
            method: 'POST',
            body: { body: `No. ${n}`, atMs: 500, mode: 'scroll', colour: 'white' },
          }),
        () => sendAs(talker, `${about}/like`, { method: n % 6 < 3 ? 'PUT' : 'DELETE' }),
      ];
      return (await (kinds[n % kinds.length] ?? kinds[0])?.())?.status ?? 'nothing';
    });
  },
  'searches that are as hard as can be': async (attackers) => {
    const seeker = attackers.takeOne();
    const words = [
      '的一是不了人我在有他这为之大来以个中上们',
      'a b c d e f g h i j k l',
      'zhongguo',
      '%%%%____',
      '好',
    ];
    await repeatedly(attackers, { everyMs: 50, atMost: 20 }, async (n) => {
      const q = encodeURIComponent((words[n % words.length] ?? '').repeat(1 + (n % 3)).slice(0, 100));
      return (await sendAs(seeker, `/search?q=${q}&limit=50`)).status;
    });
  },
};

/** An asset that never arrives whole, and as many videos of it as there may be. */
async function oneAssetWithVideos(owner: Newcomer) {
  const {
    id: uploadId,
    assetId,
    partSizeBytes,
  } = await announce(owner, 3 * 256 * 1024, {
    partSizeBytes: 256 * 1024,
  });
  const videoIds: string[] = [];
  for (let n = 0; n < videosOfOne; n += 1) {
    const body = { assetId, title: `Number ${n}`, visibility: 'private' };
    const answer = await sendAs(owner, '/videos', { method: 'POST', body });
    if (answer.status === 201) videoIds.push((JSON.parse(answer.text) as { id: string }).id); // a video, by the contract
  }
  return { owner, uploadId, videoIds, part: likeMp4(partSizeBytes) };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
