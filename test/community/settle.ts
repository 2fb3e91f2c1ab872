import { createHash, randomBytes } from 'node:crypto';
import type { Role, Visibility } from '@weireel/contract';
import { insertSession, insertUser } from '@weireel/db/people';
import { insertAsset, insertVideo } from '@weireel/db/videos';
import type { InProcessServer } from '@weireel/server/testing';
import { apiOf, type Person } from '../api.ts';

/** A new id, as the server makes them. */
export const newId = (): string => randomBytes(8).toString('hex');

/** Makes somebody who is signed in, without the time that a password takes. */
export async function settle(
  server: Pick<InProcessServer, 'db' | 'url'>,
  { nickname = 'Somebody', roles = ['viewer', 'creator'] }: { nickname?: string; roles?: Role[] } = {},
): Promise<Person> {
  const id = newId();
  const account = `u${id}`;
  await insertUser(server.db, { id, account, passwordHash: null, nickname, roles, state: 'active' });
  const token = randomBytes(32).toString('base64url');
  await insertSession(server.db, createHash('sha256').update(token).digest('hex'), id);
  return { url: server.url, account, token, id, api: apiOf(server.url, token) };
}

/** Makes several people. */
export function settleMany(server: Pick<InProcessServer, 'db' | 'url'>, count: number): Promise<Person[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => settle(server, { nickname: `Person ${n}` })));
}

/** Makes a video that plays, without any media; gives its id. */
export async function screen(
  { db }: Pick<InProcessServer, 'db'>,
  author: Pick<Person, 'id'>,
  { title = 'A video', visibility = 'public' }: { title?: string; visibility?: Visibility } = {},
): Promise<string> {
  const [assetId, id, editionId] = [newId(), newId(), newId()];
  await insertAsset(db, {
    ...{ id: assetId, ownerId: author.id, fileName: 'a.mp4', contentType: null },
    ...{ sizeBytes: 1, mediaKey: `media${assetId}` },
  });
  await db
    .insertInto('editions')
    .values({
      ...{ id: editionId, asset_id: assetId, attempt_id: newId(), kind: 'first', state: 'sealed' },
      ...{ key_prefix: `assets/${assetId}/e/${editionId}/`, renditions: JSON.stringify([]) },
    })
    .execute();
  await db
    .updateTable('assets')
    .set({ state: 'ready', edition_id: editionId, duration_ms: 20_000 })
    .where('id', '=', assetId)
    .execute();
  await insertVideo(db, {
    ...{ id, assetId, authorId: author.id, title, description: '', tags: [], categoryId: null },
    ...{ visibility, review: 'approved', coverTimeMs: null },
  });
  return id;
}
