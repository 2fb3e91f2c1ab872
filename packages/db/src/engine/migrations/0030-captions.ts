import { sql, type Kysely } from 'kysely';

/**
 * Captions of videos by language. What they say lies in the row, for they are small and change as a whole; lists of
 * videos read the narrow columns alone. A revision is never given twice, not even after a deletion, so that an address with
 * it always names the same words.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table captions (
    video_id text not null references videos (id) on delete cascade,
    language text not null,
    label text not null,
    kind text not null check (kind in ('uploaded', 'edited', 'machine')),
    cues jsonb not null,
    cue_count integer not null check (cue_count > 0),
    revision serial not null,
    updated_at timestamptz(3) not null default now(),
    primary key (video_id, language)
  )`,
];
