import type { Api } from '@weireel/client';
import { expect } from 'vitest';
import { mediaLimitMs } from '../eventually.ts';
import type { Screen } from './client.ts';
import type { Scenario } from './scenario.ts';

const isPlaying = (screen: Screen) => expect.poll(() => screen.playing()).toBe(1);
const part = '**/api/v1/uploads/*/parts/*';

/** What people say, look for and publish. */
export const takingPart: readonly Scenario[] = [
  {
    title: 'what was said is read, and what one says and answers is there, as text',
    isSignedIn: true,
    async play(screen, { author, videos }) {
      const params = { id: videos[3]?.id ?? '' };
      await screen.openFeed(params.id);
      await isPlaying(screen);
      await screen.press('comments');
      const count = (await author.api.call('video', { params })).counts.comments;
      const nasty = `<img src=x onerror="document.title=1"> 拍得真好 ${Math.random()}`;
      await screen.say(nasty);
      await screen.untilRead(nasty);
      await screen.untilCommentsAre(count + 1);
      await screen.say('谢谢', nasty);
      await screen.untilRead('谢谢');
      await screen.untilCommentsAre(count + 2);
      const { items } = await author.api.call('comments', { params });
      expect(items).toContainEqual(expect.objectContaining({ body: nasty, replies: 1 }));
    },
  },
  {
    title: 'an author and a comment are reported, each with its reason',
    isSignedIn: true,
    async play(screen, { author, videos }) {
      const params = { id: videos[0]?.id ?? '' };
      const body = `要举报的话 ${Math.random()}`;
      const { id } = await author.api.call('createComment', { params, body: { body } });
      await screen.openFeed(params.id);
      await isPlaying(screen);
      await screen.press('more');
      await screen.choose('举报');
      const detail = `冒充别人 ${id}`;
      await screen.report(`用户 ${videos[0]?.author.nickname}`, '其他', detail);
      await screen.press('comments');
      await screen.reportComment(body, '垃圾广告');
      const reports = async () => (await author.api.call('reports', {})).items;
      await expect.poll(async () => (await reports()).some(({ subject }) => subject.id === id)).toBe(true);
      expect(await reports()).toContainEqual(
        expect.objectContaining({
          ...{ subject: expect.objectContaining({ kind: 'user', id: author.id }) as unknown }, // as: vitest gives any
          ...{ reason: 'other', detail },
        }),
      );
    },
  },
  {
    title: 'a video is found and opened, and the way back leads to what was found; what is not found is said',
    isSignedIn: false,
    async play(screen, { videos }) {
      const title = videos[0]?.title ?? '';
      await screen.openSearch();
      const typed = title.slice(0, 3);
      await screen.search(typed, title);
      await screen.openFound(title);
      await isPlaying(screen);
      await screen.goBack();
      await screen.untilRead(title);
      await screen.searchTags();
      await screen.untilRead(`没有找到「${typed}」`);
      await screen.searchAgain(typed);
      await screen.untilRead(title);
    },
  },
  {
    title:
      'a file that is published goes on after the client was killed half-way, and becomes a video that plays',
    isSignedIn: true,
    async play(screen, { largeFile }) {
      await screen.openPublish();
      const line = await holdParts(screen, 1);
      await screen.publish(largeFile);
      await expect.poll(line.held).toBeGreaterThan(0);
      const me = await screen.me();
      const [begun] = (await me.call('myUploads', {})).items;
      const params = { id: begun?.id ?? '' };
      const arrived = async () => (await me.call('upload', { params })).parts.length;
      await expect.poll(arrived).toBe(1);
      const sent = await line.letGo();
      await screen.beginAnew();
      await screen.goOnPublishing(largeFile);
      await expect.poll(async () => (await me.call('upload', { params })).state).toBe('complete');
      // It is the same upload, and what had arrived was not sent again.
      // A part whose answer is late may be sent twice.
      expect(new Set(sent).size).toBe((begun?.partCount ?? 0) - 1);
      expect(sent.every((path) => path.includes(params.id))).toBe(true);
      await screen.openMine();
      await screen.untilRead(/已可观看|已发布|可以观看/);
      const mine = async () => (await me.call('myVideos', {})).items;
      await expect.poll(async () => (await mine())[0]?.playable, { timeout: mediaLimitMs }).toBe(true);
      const made = await mine();
      expect(made).toMatchObject([{ assetId: begun?.assetId, visibility: 'public' }]);
      await me.call('deleteVideo', { params: { id: made[0]?.id ?? '' } });
    },
  },
  {
    title:
      'what is sent is paused and goes on; the video is edited, moved to a channel and back, and deleted',
    isSignedIn: true,
    async play(screen, { largeFile, author }) {
      await screen.openPublish();
      const line = await holdParts(screen, 0);
      await screen.publish(largeFile);
      await expect.poll(line.held).toBeGreaterThan(0);
      await screen.pause();
      await screen.untilRead('已暂停');
      await line.letGo();
      await screen.resume();
      const me = await screen.me();
      const mine = async () => (await me.call('myVideos', {})).items;
      await expect.poll(async () => (await mine())[0]?.playable, { timeout: mediaLimitMs }).toBe(true);
      await screen.openMine();
      await screen.edit('海边的早晨', ['海', '旅行']);
      await screen.untilRead('海边的早晨');
      await expect
        .poll(mine)
        .toMatchObject([{ title: '海边的早晨', tags: ['海', '旅行'], visibility: 'private' }]);
      const [video] = await mine();
      const channel = await joinChannel(author.api, me);
      await screen.beginAnew();
      await screen.openMine();
      await screen.moveFirst(channel.nickname);
      const theirs = async () => (await me.call('myVideos', { query: { as: channel.id } })).items.length;
      await expect.poll(theirs).toBe(1);
      await screen.untilSaid('no videos of mine');
      const params = { id: video?.id ?? '' };
      await me.call('putVideoAuthor', { params, body: { authorId: (await me.call('me')).id } });
      await screen.openMine();
      await screen.untilRead('海边的早晨');
      await screen.deleteFirst();
      await expect.poll(mine).toEqual([]);
      await screen.untilSaid('no videos of mine');
    },
  },
];

/** A new channel, into which somebody is let. */
async function joinChannel(owner: Api, me: Api) {
  const handle = `desk${Math.random()}`;
  const channel = await owner.call('createChannel', {
    body: { handle, nickname: `编辑部 ${handle}`, bio: '' },
  });
  const invite = { params: { id: channel.id }, body: { uses: 1, days: 1 } };
  const { code } = await owner.call('createGroupInvite', invite);
  await me.call('joinGroup', { body: { code } });
  return channel;
}

/** Holds every part after so many, as a line that has gone silent. */
async function holdParts({ context }: Screen, after: number) {
  let left = after;
  let held = 0;
  await context.route(part, (route) => {
    left -= 1;
    if (left >= 0) return route.continue();
    held += 1;
    return undefined;
  });
  return {
    /** How many are held. */
    held: () => held,
    /** The line is back; gives the list of what is sent from now on. */
    async letGo(): Promise<string[]> {
      const sent: string[] = [];
      // What is held stays so: were its route taken away, the browser would send it.
      await context.route(part, (route) => {
        sent.push(new URL(route.request().url()).pathname);
        return route.continue();
      });
      return sent;
    },
  };
}
