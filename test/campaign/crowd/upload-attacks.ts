import { randomBytes } from 'node:crypto';
import { beginPart } from '../../begin-request.ts';
import { type Attack, repeatedly } from './attack.ts';
import { comesFrom, sendAs, type Newcomer } from './newcomers.ts';
import { keepDripping } from './keep-dripping.ts';

const megabyte = 1024 * 1024;

interface Begun {
  id: string;
  assetId: string;
  partSizeBytes: number;
  partCount: number;
}

/** Announces a file; throws when even that is refused. */
export async function announce(person: Newcomer, sizeBytes: number, more: object = {}): Promise<Begun> {
  const body = { fileName: 'attack.mp4', sizeBytes, ...more };
  const answer = await sendAs(person, '/uploads', { method: 'POST', body });
  if (answer.status !== 201) throw new Error(`an attacker could not begin: ${answer.text}`);
  return JSON.parse(answer.text) as Begun; // an upload, by the contract
}

/** Sends one part. */
export async function putPart(person: Newcomer, id: string, n: number, bytes: Uint8Array): Promise<number> {
  const headers = { 'content-type': 'application/octet-stream' };
  return (await sendAs(person, `/uploads/${id}/parts/${n}`, { method: 'PUT', body: bytes, headers })).status;
}

/** So many bytes that begin like an MP4 and go on like nothing. */
export function likeMp4(sizeBytes: number): Buffer {
  const bytes = randomBytes(sizeBytes);
  bytes.write('\0\0\0\x10ftypisom\0\0\0\0', 'latin1');
  return bytes;
}

/** Attacks on uploads, by what they do. */
export const uploadAttacks = {
  'parts of which a byte comes every three seconds': async (attackers) => {
    const sender = attackers.takeOne();
    const { id, partSizeBytes } = await announce(sender, 64 * megabyte);
    const length = `content-length: ${partSizeBytes}`;
    await keepDripping(attackers, { connections: 16, everyMs: 3000, drop: 'x' }, (n) =>
      beginPart(sender, { uploadId: id, n: 1 + (n % 16), length, headers: [comesFrom(sender)] }),
    );
  },
  'ends of a file told over and over, with the wrong checksum': async (attackers) => {
    const sender = attackers.takeOne();
    const { id, partSizeBytes, partCount } = await announce(sender, 32 * megabyte, {
      sha256: '0'.repeat(64),
    });
    const part = likeMp4(partSizeBytes);
    for (let n = 1; n <= partCount; n += 1) await putPart(sender, id, n, part);
    await Promise.all([
      repeatedly(attackers, { everyMs: 40, atMost: 24 }, async () => {
        return (await sendAs(sender, `/uploads/${id}/complete`, { method: 'POST' })).status;
      }),
      // A part that comes anew takes the verdict away, so that the whole has to be read again.
      repeatedly(attackers, { everyMs: 2000, atMost: 1 }, () => putPart(sender, id, 1, part)),
    ]);
  },
  'uploads begun without end': async (attackers) => {
    const sender = attackers.takeOne();
    await repeatedly(attackers, { everyMs: 50, atMost: 10 }, async () => {
      const body = { fileName: 'large.mp4', sizeBytes: 4e9 };
      return (await sendAs(sender, '/uploads', { method: 'POST', body })).status;
    });
  },
  'parts that are larger than announced, or broken off': async (attackers) => {
    const sender = attackers.takeOne();
    const { id } = await announce(sender, 1000);
    await repeatedly(attackers, { everyMs: 100, atMost: 20 }, async (n) => {
      const isChunked = n % 2 === 0;
      const length = isChunked ? 'transfer-encoding: chunked' : 'content-length: 1000';
      const { socket, end } = beginPart(sender, { uploadId: id, n: 1, length, headers: [comesFrom(sender)] });
      socket.write(isChunked ? `800\r\n${'x'.repeat(0x800)}\r\n` : 'x'.repeat(400));
      if (!isChunked) setTimeout(() => socket.resetAndDestroy(), 50);
      return end;
    });
  },
  'files that only begin like a video': async (attackers) => {
    const sender = attackers.takeOne();
    await repeatedly(attackers, { everyMs: 500, atMost: 5 }, async () => {
      const bytes = likeMp4(200_000);
      const { id } = await announce(sender, bytes.length);
      await putPart(sender, id, 1, bytes);
      return (await sendAs(sender, `/uploads/${id}/complete`, { method: 'POST' })).status;
    });
  },
} as const satisfies Record<string, Attack>;
