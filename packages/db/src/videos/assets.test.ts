import { assetTransitions } from '@weireel/catalogue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeAsset, findAsset, insertAsset } from './assets.ts';
import type { AssetRow } from './tables.ts';
import { connect, type Connection } from '../engine/connect.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { insertUser } from '../people/users.ts';

const database = await createTestDatabase();
let connection: Connection;
beforeAll(async () => {
  connection = connect(database.url, { maxConnections: 3, onError: () => {} });
  const { db } = connection;
  await insertUser(db, {
    id: 'u',
    account: 'a',
    passwordHash: null,
    nickname: 'A',
    roles: [],
    state: 'active',
  });
  const file = { fileName: 'clip.mp4', contentType: null, sizeBytes: 1, mediaKey: 'm' };
  await insertAsset(db, { id: 'asset', ownerId: 'u', ...file });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

describe('changeAsset', () => {
  it('changes what is given and says whose asset it is, also when nothing is given', async () => {
    const { db } = connection;
    expect(await changeAsset(db, 'asset', { widthPx: 320 })).toEqual({ ownerId: 'u' });
    expect(await changeAsset(db, 'asset', {})).toEqual({ ownerId: 'u' });
    expect(await findAsset(db, 'asset')).toMatchObject({ width_px: 320, state: 'uploading' });
  });

  it('changes nothing in another state, and nothing that is not there', async () => {
    const { db } = connection;
    expect(await changeAsset(db, 'asset', { widthPx: 640 }, 'ready')).toBeNull();
    expect(await changeAsset(db, 'asset', {}, 'ready')).toBeNull();
    expect(await changeAsset(db, 'nobody', { widthPx: 640 })).toBeNull();
    expect(await findAsset(db, 'asset')).toMatchObject({ width_px: 320 });
  });

  const states = Object.keys(assetTransitions) as AssetRow['state'][]; // as: the keys of the table are the states

  it.each(states)('sets a state from %s as the table of transitions says, and refuses else', async (from) => {
    const { db } = connection;
    const stand = (state: AssetRow['state']) =>
      db.updateTable('assets').set({ state }).where('id', '=', 'asset').execute();
    for (const to of ['processing', 'ready', 'failed'] as const) {
      await stand(from);
      const change = changeAsset(db, 'asset', { state: to });
      const read = db.selectFrom('assets').select('state').where('id', '=', 'asset');
      if (assetTransitions[from].includes(to)) {
        expect(await change).toEqual({ ownerId: 'u' });
        expect(await read.executeTakeFirst()).toEqual({ state: to });
      } else {
        await expect(change).rejects.toMatchObject({ code: 'wrong_state', detail: `${from} → ${to}` });
        expect(await read.executeTakeFirst()).toEqual({ state: from });
      }
    }
  });

  it('refuses a state that comes too late, and does not write over what came first', async () => {
    const { db, pool } = connection;
    await db.updateTable('assets').set({ state: 'processing' }).where('id', '=', 'asset').execute();
    const held = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const first = db.transaction().execute(async (trx) => {
      await changeAsset(trx, 'asset', { state: 'failed', failureCode: 'processing_cancelled' });
      held.resolve();
      await mayCommit.promise;
    });
    await held.promise;
    const second = expect(changeAsset(db, 'asset', { state: 'ready' })).rejects.toMatchObject({
      code: 'wrong_state',
      detail: 'failed → ready',
    });
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect
      .poll(async () => (await pool.query(waiting)).rowCount, {
        timeout: 120_000,
        message: 'waits for the first',
      })
      .toBe(1);
    mayCommit.resolve();
    await first;
    await second;
    expect(await findAsset(db, 'asset')).toMatchObject({
      state: 'failed',
      failure_code: 'processing_cancelled',
    });
  });
});
