import { sql, type Kysely } from 'kysely';

/**
 * What videos and people are found by, and what was searched for. The lexemes are made by `@weireel/search`; rows are
 * missing for what was there before, and the server makes them when it starts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/**
 * Ranking reads the lexemes of every candidate: they stay in their row, where one read finds them, up to nearly a
 * whole page. What an edit adds is found by the index itself, not by a list beside it that every search reads.
 */
const storage = (table: string): string[] => [
  `alter table ${table} alter column lexemes set storage main`,
  `create index ${table}_by_lexeme on ${table} using gin (lexemes) with (fastupdate = off)`,
];

const statements = [
  `create table video_search (
    video_id text primary key references videos (id) on delete cascade,
    lexemes tsvector not null,
    tokenizer_version integer not null,
    created_at timestamptz(3) not null
  ) with (toast_tuple_target = 8160)`,
  ...storage('video_search'),
  `create index video_search_latest on video_search (created_at desc)`,
  `create table user_search (
    user_id text primary key references users (id) on delete cascade,
    lexemes tsvector not null,
    tokenizer_version integer not null
  )`,
  ...storage('user_search'),
  `create table searches (
    query text not null,
    person text not null,
    day date not null,
    primary key (query, person)
  )`,
  `create index searches_by_day on searches (day)`,
  `create table hot_searches (
    query text primary key,
    people integer not null
  )`,
  `create index hot_searches_by_people on hot_searches (people desc, query)`,
];
