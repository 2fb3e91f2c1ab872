import { sql, type Kysely } from 'kysely';

/**
 * What collections and courses are found by, as videos and people are (0014). Rows are missing for what was there
 * before, and the server makes them when it starts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table collection_search (
    collection_id text primary key references collections (id) on delete cascade,
    lexemes tsvector not null,
    tokenizer_version integer not null
  )`,
  `alter table collection_search alter column lexemes set storage main`,
  `create index collection_search_by_lexeme on collection_search using gin (lexemes) with (fastupdate = off)`,
];
