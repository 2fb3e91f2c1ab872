import { createMemoryStore } from '@weireel/blob';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { sweep } from '@weireel/upkeep';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { apiOf, personPassword, register, type Person } from '../api.ts';
import { newId, screen, settle } from '../community/settle.ts';
import { send } from '../http.ts';
import { makeVideo } from '../search/searchable.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const blobs = createMemoryStore();
let server: InProcessServer;
let bystander: Person;

beforeAll(async () => {
  server = await startInProcess(blobs, { WEIREEL_RATE_SIGN_IN_PER_MINUTE: '1000' });
  undo(() => server.stop());
  bystander = await settle(server, { nickname: 'Bystander' });
});

const idOf = ({ id }: Pick<Person, 'id'>) => ({ params: { id } });
const leave = ({ api }: Person, password: string | null = personPassword) =>
  api.call('deleteAccount', { body: password === null ? {} : { password } });

/** Somebody who comes by WeChat, and so without a password. */
async function settleByWechat(): Promise<Person> {
  const person = await settle(server);
  await sql`update users set account = null, account_skeleton = null where id = ${person.id}`.execute(
    server.db,
  );
  return person;
}

/** Names of the tables in which a word stands. */
async function tablesWith(word: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name`.execute(
    server.db,
  );
  const found = [];
  for (const { name } of rows) {
    const { rows: hits } = await sql`select from ${sql.table(name)} as each
      where position(${word} in each::text) > 0 limit 1`.execute(server.db);
    if (hits.length > 0) found.push(name);
  }
  return found;
}

/** Counters that do not say what there is. */
async function wrongCounters(): Promise<unknown[]> {
  const { rows } = await sql`
    select 'video' as kind, video_id as id from video_counts where
      likes <> (select count(*) from video_likes where video_likes.video_id = video_counts.video_id)
      or favourites <> (select count(*) from video_favourites as f where f.video_id = video_counts.video_id)
      or comments <> (select count(*) from comments as c where c.video_id = video_counts.video_id and state = 'shown')
      or danmaku <> (select count(*) from danmaku as d where d.video_id = video_counts.video_id and state = 'shown')
      or shares <> (select count(*) from shares as s
        where s.video_id = video_counts.video_id and user_id is not null)
    union all select 'comment', id from comments as root where
      likes <> (select count(*) from comment_likes where comment_id = root.id)
      or replies <> (select count(*) from comments as reply where reply.root_id = root.id and reply.state = 'shown')
    union all select 'person', user_id from user_counts where
      followers <> (select count(*) from follows where followed_id = user_id)
      or following <> (select count(*) from follows where follower_id = user_id)`.execute(server.db);
  return rows;
}

/** Does everything that one may do with a video and its author. */
async function takePart({ api }: Person, videoId: string, author: Person, word: string): Promise<void> {
  const params = { id: videoId };
  await api.call('likeVideo', { params });
  await api.call('favouriteVideo', { params });
  await api.call('shareVideo', { params });
  await api.call('createDanmaku', { params, body: { body: `${word} flies`, atMs: 0 } });
  await api.call('followUser', idOf(author));
  const root = await api.call('createComment', { params, body: { body: `${word} speaks` } });
  await api.call('createComment', { params, body: { body: `${word} answers`, replyTo: root.id } });
  await api.call('likeComment', { params: { id: root.id } });
  await api.call('putPosition', { params, body: { positionMs: 10 } });
}

test('an account goes with everything that its person made, said and pressed', async () => {
  const word = `gone${newId()}`;
  const person = await register(server.url, word);
  const { api } = person;
  await sql`update users set roles = '{viewer,teacher}' where id = ${person.id}`.execute(server.db);
  server.forgetSessions();
  await api.call('putProfile', { body: { nickname: word, bio: `${word} lives here` } });
  const [theirs, own] = [
    await screen(server, bystander),
    await makeVideo(server, person, { title: word, tags: [word] }),
  ];
  await api.call('putPinnedVideos', { body: { videoIds: [own] } });
  await api.call('putCaptions', {
    params: { id: own, language: 'en' },
    body: { label: word, cues: [{ startMs: 0, endMs: 1, text: word, words: null }] },
  });
  await takePart(person, theirs, bystander, word);
  await takePart(bystander, own, person, 'Others');
  const said = await bystander.api.call('createComment', {
    ...{ params: { id: theirs }, body: { body: 'Who is there?' } },
  });
  await bystander.api.call('createComment', {
    params: { id: theirs },
    body: { body: `@${word} Look`, replyTo: said.id },
  });
  await api.call('createComment', { params: { id: theirs }, body: { body: `${word} is`, replyTo: said.id } });
  await api.call('createReport', {
    body: { subject: { kind: 'comment', id: said.id }, reason: 'spam', detail: `${word} says so` },
  });
  await api.call('createGroup', { body: { name: `${word}s` } });
  await api.call('createUpload', { body: { fileName: `${word}.mp4`, sizeBytes: 10 } });
  const list = await api.call('createCollection', {
    body: {
      ...{ kind: 'collection', title: word, description: '', visibility: 'public', coverVideoId: null },
    },
  });
  await api.call('putCollectionItems', { params: { id: list.id }, body: { videoIds: [own, theirs] } });

  await expect(leave(person, 'wrong password')).rejects.toMatchObject({ code: 'wrong_password' });
  await expect(leave(person, null)).rejects.toMatchObject({ code: 'wrong_password' });
  await leave(person);

  await expect(api.call('me')).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(bystander.api.call('user', idOf(person))).rejects.toMatchObject({ code: 'not_found' });
  await expect(bystander.api.call('video', { params: { id: own } })).rejects.toMatchObject({
    code: 'not_found',
  });
  const login = apiOf(server.url).call('login', {
    body: { account: person.account, password: personPassword },
  });
  await expect(login).rejects.toMatchObject({ code: 'wrong_credentials' });
  // Whom others have named stays in what others have said; files and their rows go with the jobs that remove bytes.
  const withWord = (await tablesWith(word)).filter((name) => !['comments', 'idempotency'].includes(name));
  expect(withWord).toEqual(['assets', 'uploads']);
  const comments = await server.db.selectFrom('comments').select(['author_id', 'body', 'mentions']).execute();
  expect(comments.filter(({ body }) => body.includes(word)).map(({ body }) => body)).toEqual([
    `@${word} Look`,
  ]);
  expect(JSON.stringify(comments.map(({ mentions }) => mentions))).not.toContain(person.id);
  const answers = await server.db.selectFrom('idempotency').select('scope').execute();
  expect(answers.filter(({ scope }) => scope.includes(person.id))).toEqual([]);
  const states = await server.db
    .selectFrom('assets')
    .select('state')
    .where('owner_id', '=', person.id)
    .execute();
  expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['deleted']));
  const jobs = await server.db
    .selectFrom('jobs')
    .select('subject_id')
    .where('kind', '=', 'delete_asset')
    .where('owner_id', '=', person.id)
    .execute();
  expect(jobs).toHaveLength(states.length);
  // Answers to others, which name whom they mentioned, are forgotten in a day.
  const kept = ['assets', 'events', 'idempotency', 'jobs', 'reports', 'uploads', 'users'];
  expect((await tablesWith(person.id)).filter((name) => !kept.includes(name))).toEqual([]);
  expect(await wrongCounters()).toEqual([]);
});

test('a group whose only owner goes is handed on, and goes when nobody is left', async () => {
  const [owner, heir] = [await settleByWechat(), await settle(server)];
  await sql`update users set roles = '{viewer,teacher}' where id = ${owner.id}`.execute(server.db);
  server.forgetSessions();
  const { id } = await owner.api.call('createGroup', { body: { name: `Class ${newId()}` } });
  const { code } = await owner.api.call('createGroupInvite', { params: { id }, body: { uses: 5, days: 1 } });
  await heir.api.call('joinGroup', { body: { code } });
  await leave(owner, null);
  expect((await heir.api.call('group', { params: { id } })).myRole).toBe('owner');
  await sql`update users set account = null where id = ${heir.id}`.execute(server.db);
  await leave(heir, null);
  expect(await server.db.selectFrom('groups').select('id').where('id', '=', id).execute()).toEqual([]);
});

test('calls that are under way when an account goes leave counters exact and nothing of its person', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, settleByWechat));
  const videoId = await screen(server, bystander);
  const own = await Promise.all(people.map((person) => screen(server, person)));
  await Promise.allSettled(
    people.flatMap((person, n) => [
      takePart(person, videoId, bystander, 'Late'),
      takePart(bystander, own[n] ?? '', person, 'Late'),
      person.api.call('createUpload', { body: { fileName: 'late.mp4', sizeBytes: 10 } }),
      leave(person, null),
    ]),
  );
  expect(await wrongCounters()).toEqual([]);
  // What was written after the account went is found by the next sweep; as if a while had passed.
  await sql`update users set deleted_at = now() - interval '5 minutes' where deleted_at is not null`.execute(
    server.db,
  );
  await sweep({ db: server.db, blobs, newId, nowMs: Date.now(), youngMs: 3_600_000 });
  const kept = ['assets', 'events', 'jobs', 'reports', 'uploads', 'users'];
  for (const { id } of people) {
    const state = await server.db
      .selectFrom('users')
      .select('deleted_at')
      .where('id', '=', id)
      .executeTakeFirst();
    expect(state?.deleted_at).not.toBeNull();
    expect((await tablesWith(id)).filter((name) => !kept.includes(name))).toEqual([]);
    const assets = await server.db.selectFrom('assets').select('state').where('owner_id', '=', id).execute();
    expect(assets.filter(({ state: is }) => is !== 'deleted')).toEqual([]);
  }
  expect(await wrongCounters()).toEqual([]);
});

test('the sole administrator cannot go, and of the last two one stays', async () => {
  const admins = [await settleByWechat(), await settleByWechat()];
  await sql`update users set roles = array_remove(roles, 'admin')`.execute(server.db);
  await sql`update users set roles = '{admin}' where id = any(${admins.map(({ id }) => id)}::text[])`.execute(
    server.db,
  );
  server.forgetSessions();
  const ends = await Promise.allSettled(admins.map((admin) => leave(admin, null)));
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const stayed = admins[ends.findIndex(({ status }) => status === 'rejected')];
  await expect(stayed && leave(stayed, null)).rejects.toMatchObject({ code: 'last_admin' });
  await stayed?.api.call('adminUsers');
});

test('one’s own data is had as one file, streamed, with nothing of others and no secret', async () => {
  const word = `kept${newId()}`;
  const person = await register(server.url, word);
  const theirs = await screen(server, bystander, { title: 'Not mine to take' });
  const own = await makeVideo(server, person, { title: `${word}, "quoted"`, tags: [word] });
  await takePart(person, theirs, bystander, word);
  const answer = await send(server.url, '/api/v1/me/export', { token: person.token });
  expect(answer.status).toBe(200);
  expect(answer.headers['content-disposition']).toContain('attachment');
  expect(answer.headers['transfer-encoding']).toBe('chunked');
  const data = JSON.parse(answer.text) as Record<string, Record<string, unknown>[]>; // what the server wrote
  expect(data['profile']).toMatchObject([{ account: person.account, nickname: word }]);
  expect(data['videos']).toMatchObject([{ id: own, title: `${word}, "quoted"` }]);
  expect(data['comments']?.map(({ body }) => body).toSorted()).toEqual([`${word} answers`, `${word} speaks`]);
  for (const name of ['danmaku', 'likes', 'favourites', 'following', 'history', 'sessions']) {
    expect(data[name], name).toHaveLength(1);
  }
  for (const secret of ['password', 'token_hash', 'openid', 'Not mine to take', person.token]) {
    expect(answer.text, secret).not.toContain(secret);
  }
  expect((await send(server.url, '/api/v1/me/export')).status).toBe(401);
});
