import { sql, type Kysely } from 'kysely';

/**
 * Ways into the mini program that WeChat made for a video: asked for once, since it counts how often it is asked. The
 * pictures, of some 60 kB, lie here and not in the store: they are no media, they go with their video in one statement,
 * and whoever loses them asks anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table wechat_ways (
    video_id text not null references videos (id) on delete cascade,
    kind text not null check (kind in ('code', 'link', 'scheme')),
    opens text not null,
    made bytea not null,
    ends_at timestamptz(3),
    primary key (video_id, kind)
  )`,
];
