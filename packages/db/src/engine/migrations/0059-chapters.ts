import { sql, type Kysely } from 'kysely';

/**
 * Chapters of videos, each with what it is found by: a title is short, and is written together with its lexemes. Those
 * that lie behind the end of a shorter source stay, for the longer one may come back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table chapters (
    video_id text not null references videos (id) on delete cascade,
    start_ms integer not null check (start_ms >= 0),
    title text not null,
    lexemes tsvector not null,
    tokenizer_version integer not null,
    primary key (video_id, start_ms)
  )`,
  `create index chapters_by_lexeme on chapters using gin (lexemes) with (fastupdate = off)`,
];
