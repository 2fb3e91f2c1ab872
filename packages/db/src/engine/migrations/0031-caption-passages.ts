import { sql, type Kysely } from 'kysely';

/**
 * What captions are found by: passages of a few lines each, with what is shown of them. They are apart from what videos
 * are found by, which ranking reads for every candidate, and are missing for captions that were there before: the server
 * makes them when it starts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table caption_passages (
    video_id text not null,
    language text not null,
    n integer not null,
    lines jsonb not null,
    lexemes tsvector not null,
    tokenizer_version integer not null,
    primary key (video_id, language, n),
    foreign key (video_id, language) references captions (video_id, language) on delete cascade
  )`,
  `create index caption_passages_by_lexeme on caption_passages using gin (lexemes) with (fastupdate = off)`,
];
