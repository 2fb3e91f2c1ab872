import { createMemoryStore } from '@weireel/blob';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../api.ts';
import { screen, settle } from '../community/settle.ts';
import { startFakeWechat, type FakeWechat } from '../fake-wechat.ts';
import { eventually } from '../eventually.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const [ofComments, ofFollowers] = ['Template-of-comments', 'Template-of-followers'];
let server: InProcessServer;
let wechat: FakeWechat;
/** Somebody whom every notice of whose own comes after those before it, so that one can wait for theirs. */
let last: Person;

beforeAll(async () => {
  wechat = await startFakeWechat();
  undo(() => wechat.close());
  server = await startInProcess(createMemoryStore(), {
    WEIREEL_WECHAT_APPID: wechat.appId,
    WEIREEL_WECHAT_SECRET: wechat.secret,
    WEIREEL_WECHAT_API: wechat.url,
    WEIREEL_WECHAT_TEMPLATES: `comment,reply=${ofComments}(name1:person,thing2:said,thing3:video,time4:time);follow=${ofFollowers}(thing1:person,time2:time)`,
  });
  undo(() => server.stop());
  last = await person('Last');
});

const openidOf = ({ id }: Person) => `o-${id}`;

/** Somebody who has come in by WeChat. */
async function person(nickname = 'Somebody'): Promise<Person> {
  const one = await settle(server, { nickname });
  const wechat_openid = openidOf(one);
  await server.db.updateTable('users').set({ wechat_openid }).where('id', '=', one.id).execute();
  return one;
}

/** They agree to some messages, in WeChat as with us. */
async function agree(
  one: Person,
  messages: number,
  templateId = ofComments,
  inWechat = messages,
): Promise<void> {
  for (let n = 0; n < messages; n += 1) {
    await one.api.call('acceptWechatMessages', { body: { templateIds: [templateId] } });
  }
  wechat.agree(openidOf(one), templateId, inWechat);
}

async function left(one: Person, templateId = ofComments): Promise<number | undefined> {
  const { items } = await one.api.call('wechatMessages');
  return items.find((item) => item.templateId === templateId)?.messages;
}

const sentTo = (one: Person) => wechat.sent.filter(({ openid }) => openid === openidOf(one));
let said = 0;
// Nobody says the same twice.
const comment = async (by: Person, videoId: string, body = `Well made ${(said += 1)}`) =>
  by.api.call('createComment', { params: { id: videoId }, body: { body } });

/** As if all that people were told so far had been said so long ago. */
async function age(minutes: number, of: Person[]): Promise<void> {
  await server.db
    .updateTable('notifications')
    .set({ updated_at: new Date(Date.now() - minutes * 60_000) })
    .where(
      'user_id',
      'in',
      of.map(({ id }) => id),
    )
    .execute();
}

/** Waits until everything that can be sent was: what is told last is sent last. */
async function allSent(): Promise<void> {
  const before = sentTo(last).length;
  await agree(last, 1, ofFollowers);
  const follower = await settle(server);
  await follower.api.call('followUser', { params: { id: last.id } });
  await last.api.call('notifications');
  await age(1.5, [last]);
  await eventually(() => sentTo(last).length > before);
  await last.api.call('readNotifications');
}

describe('what WeChat tells people', () => {
  test('is what they have not read, once for each consent', async () => {
    const [author, reader] = [await person('Author'), await settle(server, { nickname: '小影' })];
    const videos = [await screen(server, author, { title: '海' }), await screen(server, author)];
    expect((await author.api.call('wechatMessages')).items).toEqual([
      { templateId: ofComments, kinds: ['comment', 'reply'], messages: 0 },
      { templateId: ofFollowers, kinds: ['follow'], messages: 0 },
    ]);
    await agree(author, 1);
    await comment(reader, videos[0] ?? '', '拍得真好，这是在哪里拍的？我也想去看看大海');
    await comment(reader, videos[1] ?? '');
    await age(5, [author]);
    await allSent();
    expect(sentTo(author)).toHaveLength(1);
    expect(await left(author)).toBe(0);
    await agree(author, 2);
    await allSent();
    const messages = sentTo(author);
    expect(messages.map(({ page }) => page).toSorted()).toEqual(
      videos.map((id) => `pages/watch/watch?v=${id}`).toSorted(),
    );
    const data = messages.find((message) => message.data['thing3'] === '海')?.data;
    expect(data).toMatchObject({ name1: '小影', thing2: '拍得真好，这是在哪里拍的？我也想去看看…' });
    expect(data?.['time4']).toMatch(/^\d{4}年\d+月\d+日 \d\d:\d\d$/);
    expect(await left(author)).toBe(1);
  });

  test('is nothing of whom they muted or blocked, that they have read or may not see, of now or of long ago', async () => {
    const talker = await settle(server, { nickname: 'Talker' });
    const cases: Record<string, (author: Person, videoId: string) => Promise<unknown>> = {
      muted: ({ api }) => api.call('muteUser', { params: { id: talker.id } }),
      blocked: ({ api }) => api.call('blockUser', { params: { id: talker.id } }),
      read: ({ api }) => api.call('readNotifications'),
      deleted: ({ api }, id) => api.call('deleteVideo', { params: { id } }),
      'long ago': (author) => age(25 * 60, [author]),
      'of now': (author) => age(-30, [author]),
    };
    const authors: [string, Person][] = [];
    for (const [name, act] of Object.entries(cases)) {
      const author = await person(name);
      const id = await screen(server, author);
      await comment(talker, id);
      await age(5, [author]);
      await act(author, id);
      // Only now may anything be sent.
      await agree(author, 1);
      authors.push([name, author]);
    }
    await allSent();
    for (const [name, author] of authors)
      expect([name, sentTo(author), await left(author)]).toEqual([name, [], 1]);
  });

  test('ends with the consent, whatever we believed', async () => {
    const [author, reader] = [await person(), await settle(server)];
    await agree(author, 3, ofComments, 0);
    await comment(reader, await screen(server, author));
    await age(5, [author]);
    await allSent();
    expect([sentTo(author), await left(author)]).toEqual([[], 0]);
  });

  test.each([
    ['goes out with a new access token when the old one is over', () => wechat.endToken(42001), 1, 1],
    ['costs its consent when nobody knows whether it went out', () => wechat.failNext('bad gateway'), 0, 1],
    ['costs none when its template is another one', () => wechat.failNext({ errcode: 47003 }), 0, 2],
  ])('%s', async (_what, disturb, sent, rest) => {
    const [author, reader] = [await person(), await settle(server)];
    await comment(reader, await screen(server, author));
    await agree(author, 2);
    disturb();
    await age(5, [author]);
    await allSent();
    expect([sentTo(author).length, await left(author)]).toEqual([sent, rest]);
  });

  test('waits when WeChat takes no more, and keeps its consent', async () => {
    const [author, reader] = [await person(), await settle(server)];
    await agree(author, 1);
    await comment(reader, await screen(server, author));
    wechat.failNext({ errcode: 45009 });
    await age(5, [author]);
    await eventually(() => server.log.some((line) => line.includes('45009')));
    expect([sentTo(author), await left(author)]).toEqual([[], 1]);
  });

  test('is by templates that there are, and only so often as somebody may want', async () => {
    const one = await person();
    const templateIds = ['Template-of-nobody'];
    await expect(one.api.call('acceptWechatMessages', { body: { templateIds } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await agree(one, 51, ofFollowers);
    expect(await left(one, ofFollowers)).toBe(50);
  });
});
