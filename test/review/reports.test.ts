import { createMemoryStore } from '@weireel/blob';
import type { Report, ReportSubject } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../api.ts';
import { openStream } from '../event-stream.ts';
import { eventually } from '../eventually.ts';
import { send } from '../http.ts';
import { newId, screen, settle, settleMany } from '../community/settle.ts';

let server: InProcessServer;
let author: Person;
let editor: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  author = await settle(server, { nickname: 'Author' });
  editor = await settle(server, { nickname: 'Editor', roles: ['editor'] });
});
afterAll(() => server.stop());

const fresh = (nickname = 'Fresh') => settle(server, { nickname });
const report = (person: Person, subject: ReportSubject) =>
  person.api.call('createReport', { body: { subject, reason: 'spam' } });
const decide = (person: Person, id: string, decision: 'resolved' | 'dismissed') =>
  person.api.call('decideReport', { params: { id }, body: { decision } });

/** Every report of a state, over all pages. */
async function readAll(state: 'open' | 'decided', limit = 100): Promise<Report[]> {
  const found: Report[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = { state, limit, ...(cursor !== undefined && { cursor }) };
    const page = await editor.api.call('reports', { query });
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

const openAbout = async (id: string): Promise<Report[]> =>
  (await readAll('open')).filter(({ subject }) => subject.id === id);

/** One of everything that can be reported, all of the author's. */
async function everything(): Promise<Record<ReportSubject['kind'], string>> {
  const video = await screen(server, author, { title: 'A title' });
  const params = { id: video };
  const comment = await author.api.call('createComment', { params, body: { body: `Words ${newId()}` } });
  const danmaku = await author.api.call('createDanmaku', { params, body: { atMs: 0, body: 'Over it' } });
  return { video, comment: comment.id, danmaku: danmaku.id, user: author.id };
}

describe('what people report', () => {
  test('is a video, a comment, danmaku or a person, and is kept as it was then', async () => {
    const things = await everything();
    const person = await fresh('Reporter');
    for (const [kind, id] of Object.entries(things)) {
      await report(person, { kind: kind as ReportSubject['kind'], id }); // a key of the record
    }
    await author.api.call('deleteVideo', { params: { id: things.video } });
    const found = await readAll('open');
    const of = (id: string) => found.find(({ subject }) => subject.id === id);
    expect(of(things.video)).toMatchObject({ excerpt: 'A title', videoId: null, owner: { id: author.id } });
    expect(of(things.comment)).toMatchObject({ excerpt: /^Words /, reporter: { nickname: 'Reporter' } });
    expect(of(things.danmaku)).toMatchObject({ excerpt: 'Over it', state: 'open', openReports: 1 });
    expect(of(things.user)).toMatchObject({ excerpt: 'Author', videoId: null });
  });

  test('is reported once by each at a time, also at once, and again when it was decided', async () => {
    const id = await screen(server, author);
    const crowd = await settleMany(server, 10);
    const subject = { kind: 'video' as const, id };
    const ends = await Promise.allSettled(
      crowd.flatMap((person) => [1, 2, 3].map(() => report(person, subject))),
    );
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'already_reported' });
    const [first] = await openAbout(id);
    expect(first?.openReports).toBe(10);
    const decided = await decide(editor, first?.id ?? '', 'resolved');
    expect(decided).toMatchObject({ state: 'resolved', openReports: 0, decidedBy: { id: editor.id } });
    expect(await openAbout(id)).toEqual([]);
    expect((await readAll('decided')).filter(({ subject: about }) => about.id === id)).toHaveLength(10);
    const [again] = crowd;
    if (again) await report(again, subject);
    expect(await openAbout(id)).toHaveLength(1);
  });

  test('is nobody’s own, says why, and is nothing that they may not see', async () => {
    const id = await screen(server, author, { visibility: 'private' });
    const person = await fresh();
    await expect(report(author, { kind: 'video', id })).rejects.toMatchObject({ code: 'report_own' });
    await expect(report(author, { kind: 'user', id: author.id })).rejects.toMatchObject({
      code: 'report_own',
    });
    for (const kind of ['video', 'comment', 'danmaku', 'user'] as const) {
      await expect(report(person, { kind, id })).rejects.toMatchObject({ code: 'not_found' });
    }
    const subject = { kind: 'user', id: author.id };
    for (const body of [
      ...[
        { subject, reason: 'boring' },
        { subject, reason: 'other' },
        { subject, reason: 'other', detail: '  ' },
      ],
      ...[{ subject: { kind: 'project', id }, reason: 'spam' }, { reason: 'spam' }],
      ...[
        { subject, reason: 'spam', detail: 'x'.repeat(501) },
        { subject, reason: 'spam', state: 'resolved' },
      ],
    ]) {
      const answer = await send(server.url, '/api/v1/reports', { method: 'POST', token: person.token, body });
      expect(answer.status, JSON.stringify(body)).toBe(400);
    }
  });

  test('in a flood is slowed', async () => {
    const id = await screen(server, author);
    const person = await fresh();
    const ends = await Promise.allSettled(
      Array.from({ length: 14 }, () => report(person, { kind: 'video', id })),
    );
    const codes = ends.map((end) =>
      end.status === 'rejected' ? (end.reason as { code: string }).code : 'made',
    ); // what calls fail with
    expect(codes.filter((code) => code === 'rate_limited').length).toBeGreaterThanOrEqual(3);
    expect(codes.filter((code) => code === 'made')).toHaveLength(1);
  });
});

describe('who decides', () => {
  test('reads by pages, the oldest first, and nobody else reads or decides', async () => {
    const id = await screen(server, author);
    for (const person of await settleMany(server, 5)) await report(person, { kind: 'video', id });
    const whole = (await readAll('open')).map((one) => one.id);
    expect((await readAll('open', 2)).map((one) => one.id)).toEqual(whole);
    const times = (await readAll('open')).map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted());
    const [first] = await openAbout(id);
    for (const who of [author, await fresh()]) {
      await expect(who.api.call('reports')).rejects.toMatchObject({ code: 'forbidden' });
      await expect(decide(who, first?.id ?? '', 'dismissed')).rejects.toMatchObject({ code: 'forbidden' });
    }
    await decide(editor, first?.id ?? '', 'dismissed');
    // The first word holds.
    expect(await decide(editor, first?.id ?? '', 'resolved')).toMatchObject({ state: 'dismissed' });
  });

  test('is told, live, in one line as long as it is unread', async () => {
    const other = await settle(server, { nickname: 'Other editor', roles: ['editor'] });
    const stream = await openStream(other);
    const id = await screen(server, author);
    for (const person of await settleMany(server, 3)) await report(person, { kind: 'video', id });
    await eventually(() => stream.messages.some(({ event }) => event === 'unread'));
    const { items } = await other.api.call('notifications', { query: {} });
    expect(items).toMatchObject([{ kind: 'report', actorCount: 3, video: null }]);
    expect(
      (await author.api.call('notifications', { query: {} })).items.map(({ kind }) => kind),
    ).not.toContain('report');
    stream.close();
  });
});
