import { createMemoryStore } from '@weireel/blob';
import type { AnswerOf } from '@weireel/contract';
import { findUser } from '@weireel/db/people';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, register, type Person } from '../api.ts';
import { screen, settle } from '../community/settle.ts';
import { problemOf, send } from '../http.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let admin: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  admin = await settle(server, { nickname: 'Boss', roles: ['admin'] });
});

const give = (by: Person, id: string, role: 'editor' | 'admin' | 'creator') =>
  by.api.call('giveRole', { params: { id, role } });

describe('roles', () => {
  test('newcomers may watch, talk and publish', async () => {
    const newcomer = await register(server.url);
    expect(await newcomer.api.call('me')).toMatchObject({ roles: ['viewer', 'creator'] });
  });

  test('where newcomers are viewers they publish when somebody lets them', async () => {
    const careful = await startInProcess(createMemoryStore(), { WEIREEL_NEWCOMERS: 'viewer' });
    try {
      const newcomer = await register(careful.url);
      const boss = await settle(careful, { roles: ['admin'] });
      const body = { fileName: 'a.mp4', sizeBytes: 1 };
      const upload = () => newcomer.api.call('createUpload', { body });
      await expect(upload()).rejects.toMatchObject({ status: 403, code: 'forbidden' });
      await give(boss, newcomer.id, 'creator');
      expect(await upload()).toMatchObject({ partCount: 1 });
    } finally {
      await careful.stop();
    }
  });

  test('hold from the next request on, in both directions', async () => {
    const person = await settle(server);
    const author = await settle(server);
    const videoId = await screen(server, author);
    const comment = await author.api.call('createComment', {
      params: { id: videoId },
      body: { body: 'Rude' },
    });
    const remove = () => person.api.call('deleteComment', { params: { id: comment.id } });
    await expect(remove()).rejects.toMatchObject({ code: 'forbidden' });
    expect(await give(admin, person.id, 'editor')).toMatchObject({ roles: ['viewer', 'creator', 'editor'] });
    await remove();
    const taken = await admin.api.call('takeRole', { params: { id: person.id, role: 'editor' } });
    expect(taken.roles).toEqual(['viewer', 'creator']);
    await expect(person.api.call('adminUsers')).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('somebody without any keeps what is theirs, and does nothing new', async () => {
    const person = await settle(server);
    const videoId = await screen(server, person);
    for (const role of ['viewer', 'creator'] as const)
      await admin.api.call('takeRole', { params: { id: person.id, role } });
    const params = { id: videoId };
    await expect(person.api.call('likeVideo', { params })).rejects.toMatchObject({ code: 'forbidden' });
    const words = {
      title: 'Still mine',
      description: '',
      tags: [],
      categoryId: null,
      visibility: 'public',
    } as const;
    const body = { ...words, tags: [] };
    expect(await person.api.call('putVideoDetails', { params, body })).toMatchObject({ title: 'Still mine' });
    await person.api.call('deleteVideo', { params });
  });

  test('are no part of what people say of themselves', async () => {
    const body = { account: 'climber', password: 'correct horse 8', nickname: 'C', roles: ['admin'] };
    const answer = await send(server.url, '/api/v1/auth/register', { method: 'POST', body });
    expect(problemOf(answer)).toMatchObject({
      status: 400,
      errors: [{ path: 'roles', code: 'unknown_field' }],
    });
    const person = await settle(server);
    await expect(give(person, person.id, 'admin')).rejects.toMatchObject({ code: 'forbidden' });
    const god = await send(server.url, `/api/v1/admin/users/${person.id}/roles/god`, {
      ...{ method: 'PUT', token: admin.token },
    });
    expect(god.status).toBe(400);
    expect(await findUser(server.db, person.id)).toMatchObject({ roles: ['viewer', 'creator'] });
  });

  test('the last administrator stays one', async () => {
    // The server's own one has no password, but is there.
    const alone = await startInProcess(createMemoryStore());
    try {
      const boss = await settle(alone, { roles: ['admin'] });
      const dismiss = (id: string) => boss.api.call('takeRole', { params: { id, role: 'admin' } });
      await alone.db.deleteFrom('users').where('id', '=', 'admin').execute();
      await expect(dismiss(boss.id)).rejects.toMatchObject({ status: 409, code: 'last_admin' });
      const other = await settle(alone);
      await give(boss, other.id, 'admin');
      expect(await dismiss(boss.id)).toMatchObject({ roles: [] });
      await expect(dismiss(other.id)).rejects.toMatchObject({ code: 'forbidden' });
    } finally {
      await alone.stop();
    }
  });
});

describe('the list of people', () => {
  test('is searched by account and nickname as they are written, and by role', async () => {
    const odd = await settle(server, { nickname: '100%_Percent', roles: ['moderator'] });
    const find = async (query: { q?: string; role?: 'moderator'; limit?: number }) =>
      (await admin.api.call('adminUsers', { query })).items.map(({ id }) => id);
    expect(await find({ q: '%_p' })).toEqual([odd.id]);
    expect(await find({ q: '0%%' })).toEqual([]);
    expect(await find({ q: odd.account.toUpperCase() })).toEqual([odd.id]);
    expect(await find({ role: 'moderator' })).toEqual([odd.id]);
  });

  test('goes on page by page, each person once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query = { limit: 3, ...(cursor !== null && { cursor }) };
      const page: AnswerOf<'adminUsers'> = await admin.api.call('adminUsers', { query });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(5);
  });

  test('is for administrators alone, and never says anything secret', async () => {
    await expect(apiOf(server.url).call('adminUsers')).rejects.toMatchObject({ code: 'unauthenticated' });
    const text = JSON.stringify(await admin.api.call('adminUsers', { query: { limit: 100 } }));
    expect(text).not.toMatch(/password|hash|openid/i);
  });
});
