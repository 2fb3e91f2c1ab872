import { sql, type Kysely } from 'kysely';

/** What a sweep asks of mezzanines twice a minute, it is to find without reading all artefacts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index mezzanines on artefacts (created_at) where kind = 'mezzanine'`.execute(db);
}
