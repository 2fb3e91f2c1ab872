import type { Database } from './connect.ts';

/** Reads a fact of the installation; null when it was never set. */
export async function readInstallation(db: Database, key: string): Promise<object | null> {
  const row = await db.selectFrom('installation').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

/** Sets a fact of the installation. */
export async function writeInstallation(db: Database, key: string, value: object): Promise<void> {
  const json = JSON.stringify(value);
  await db
    .insertInto('installation')
    .values({ key, value: json })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json }))
    .execute();
}

/** Holds a fact's row, when there is one, until the transaction ends. */
export async function lockInstallation(trx: Database, key: string): Promise<void> {
  await trx.selectFrom('installation').select('key').where('key', '=', key).forUpdate().execute();
}
