import { sql, type Kysely } from 'kysely';

/**
 * Categories of videos. Until now any id was taken for one; those name nothing, and are forgotten. A category is never
 * deleted, only retired.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table categories (
    id text primary key,
    name_zh text not null,
    name_en text not null,
    place integer not null,
    is_retired boolean not null default false,
    created_at timestamptz(3) not null default now()
  )`,
  `update videos set category_id = null where category_id is not null`,
  `alter table videos add foreign key (category_id) references categories (id)`,
  `create index videos_by_category on videos (category_id, published_at desc, id desc)
    where category_id is not null and published_at is not null`,
];
