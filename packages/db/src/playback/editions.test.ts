import { editionTransitions, type EditionState } from '@weireel/catalogue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../engine/connect.ts';
import { insertUser } from '../people/users.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { insertAsset } from '../videos/assets.ts';
import {
  insertEdition,
  publishEdition,
  sealGrowingEdition,
  setEdition,
  withdrawEditions,
} from './editions.ts';

const database = await createTestDatabase();
const { db, close } = connect(database.url, { maxConnections: 2, onError: () => {} });
afterAll(async () => {
  await close();
  await database.drop();
});

const states = Object.keys(editionTransitions) as EditionState[]; // as: the keys of the table are the states

beforeAll(async () => {
  const person = { id: 'u', account: 'a', passwordHash: null, nickname: 'A' } as const;
  await insertUser(db, { ...person, roles: [], state: 'active' });
  const file = { fileName: 'clip.mp4', contentType: null, sizeBytes: 1, mediaKey: 'm' };
  await insertAsset(db, { id: 'asset', ownerId: 'u', ...file });
  for (const id of ['edition', 'newer']) {
    const keyPrefix = `assets/asset/e/${id}/`;
    await insertEdition(db, { id, assetId: 'asset', attemptId: 'x', kind: 'first', keyPrefix });
  }
});

async function stand(state: EditionState): Promise<void> {
  await db.updateTable('editions').set({ state }).where('id', '=', 'edition').execute();
}

async function read(): Promise<EditionState | undefined> {
  const query = db.selectFrom('editions').select('state').where('id', '=', 'edition');
  return (await query.executeTakeFirst())?.state;
}

describe.each(states)('an edition that is %s', (from) => {
  it.each(['growing', 'sealed'] as const)('becomes %s only where the table says so', async (to) => {
    await stand(from);
    const change = setEdition(db, 'edition', { state: to });
    const mayBecome = editionTransitions[from].includes(to);
    if (mayBecome) await change;
    else await expect(change).rejects.toMatchObject({ code: 'wrong_state', detail: `${from} → ${to}` });
    expect(await read()).toBe(mayBecome ? to : from);
  });

  it('is retired by another one only where the table says so', async () => {
    await stand(from);
    await publishEdition(db, 'asset', 'newer');
    expect(await read()).toBe(editionTransitions[from].includes('retired') ? 'retired' : from);
  });

  it('is a draft again when what plays is withdrawn', async () => {
    await stand(from);
    await withdrawEditions(db, 'asset');
    expect(await read()).toBe('building');
  });

  it('is sealed by the sweep only while it grows', async () => {
    await stand(from);
    expect(await sealGrowingEdition(db, 'edition')).toBe(from === 'growing');
  });
});
