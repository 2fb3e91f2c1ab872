import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../engine/connect.ts';

const pageSize = 500;

/**
 * What is kept of a person for themselves, by its name in the file: each a query of what is told, with a `key` that
 * tells the rows from each other and orders them.
 */
const sections: Record<string, (userId: string) => RawBuilder<unknown>> = {
  profile: (id) => sql`select id as key, id, account, email, nickname, bio, badge, roles, created_at
    from users where id = ${id}`,
  videos: (id) => sql`select id as key, id, title, description, tags, category_id, visibility, created_at,
      published_at from videos where author_id = ${id}`,
  captions: (id) => sql`select video_id || ' ' || language as key, video_id, language, label, cues, updated_at
    from captions where video_id in (select id from videos where author_id = ${id})`,
  chapters: (
    id,
  ) => sql`select video_id || ' ' || lpad(start_ms::text, 8, '0') as key, video_id, start_ms, title
    from chapters where video_id in (select id from videos where author_id = ${id})`,
  files: (id) => sql`select id as key, id, file_name, size_bytes, duration_ms, created_at
    from assets where owner_id = ${id} and state <> 'deleted' and origin <> 'preview'`,
  projects: (id) => sql`select id as key, id, title, document, created_at, updated_at
    from projects where owner_id = ${id}`,
  collections: (id) => sql`select id as key, id, kind, title, description, visibility, created_at,
      (select coalesce(json_agg(video_id order by place), '[]') from collection_items
        where collection_id = collections.id) as video_ids
    from collections where owner_id = ${id}`,
  comments: (id) => sql`select id as key, id, video_id, body, created_at
    from comments where author_id = ${id} and state <> 'deleted'`,
  danmaku: (id) => sql`select id as key, id, video_id, at_ms, body, created_at
    from danmaku where author_id = ${id}`,
  likes: (id) => sql`select video_id as key, video_id, created_at from video_likes where user_id = ${id}`,
  favourites: (id) => sql`select video_id as key, video_id, created_at
    from video_favourites where user_id = ${id}`,
  following: (id) => sql`select followed_id as key, followed_id as user_id, created_at
    from follows where follower_id = ${id}`,
  history: (id) => sql`select video_id as key, video_id, position_ms, watched_at, finished_at
    from watched where user_id = ${id}`,
  blocked: (id) =>
    sql`select other_id as key, other_id as user_id, created_at from blocks where user_id = ${id}`,
  muted: (id) =>
    sql`select other_id as key, other_id as user_id, created_at from mutes where user_id = ${id}`,
  groups: (id) => sql`select group_id as key, group_id, name, role, joined_at
    from group_members join groups on groups.id = group_id where user_id = ${id}`,
  reports: (id) => sql`select id as key, subject_kind, subject_id, reason, detail, created_at
    from reports where reporter_id = ${id}`,
  identities: (id) => sql`select issuer || ' ' || subject as key, issuer, subject, created_at
    from identities where user_id = ${id}`,
  sessions: (id) => sql`select id as key, user_agent, created_at, last_seen_at
    from sessions where user_id = ${id}`,
};

/** What is kept of a person for themselves, as the text of one JSON object, piece by piece, a few rows at a time. */
export async function* exportPerson(db: Database, userId: string): AsyncGenerator<string> {
  let before = '{';
  for (const [name, query] of Object.entries(sections)) {
    yield `${before}\n${JSON.stringify(name)}: [`;
    yield* rowsOf(db, query(userId));
    yield ']';
    before = ',';
  }
  yield '\n}\n';
}

async function* rowsOf(db: Database, query: RawBuilder<unknown>): AsyncGenerator<string> {
  let after = '';
  for (;;) {
    const { rows } = await sql<{ key: string; text: string }>`
      select key, (to_jsonb(each) - 'key')::text as text from (${query}) as each
      where key > ${after} order by key limit ${pageSize}`.execute(db);
    const isFirst = after === '';
    if (rows.length > 0) yield `${isFirst ? '' : ','}\n${rows.map(({ text }) => text).join(',\n')}`;
    if (rows.length < pageSize) return;
    after = rows.at(-1)?.key ?? after;
  }
}
