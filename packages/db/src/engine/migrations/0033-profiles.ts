import { sql, type Kysely } from 'kysely';

/** What people say of themselves beside their names, and what an administrator says of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table users add column badge text`,
  `create table pinned_videos (
    user_id text not null references users (id) on delete cascade,
    place smallint not null,
    video_id text not null references videos (id) on delete cascade,
    primary key (user_id, place)
  )`,
  `create index pinned_videos_by_video on pinned_videos (video_id)`,
];
