import type { Video } from '@weireel/contract';
import { expect } from 'vitest';
import { mediaLimitMs } from '../eventually.ts';
import type { Screen } from './client.ts';
import type { Scenario, Stage } from './scenario.ts';

const isPlaying = (screen: Screen) => expect.poll(() => screen.playing()).toBe(1);

function videosOf({ videos }: Stage): [Video, Video] {
  const [first, second] = videos;
  if (first === undefined || second === undefined) throw new Error('there are two videos');
  return [first, second];
}

/** Favours a video, after which whoever it is has an account; gives their calls. */
async function favour(screen: Screen, { id }: Video) {
  await screen.openFeed(id);
  await isPlaying(screen);
  await screen.press('favourite');
  // A phone signs people in meanwhile.
  await expect.poll(async () => (await favouritesOf(screen)).map((video) => video.id)).toContain(id);
  return screen.me();
}

async function favouritesOf(screen: Screen): Promise<Video[]> {
  return (await (await screen.me()).call('myFavourites', {})).items;
}

/** What people find again, and what they are. */
export const comingBack: readonly Scenario[] = [
  {
    title: 'a course begins with its first lesson, goes on where somebody was on whatever device, and ends',
    isSignedIn: true,
    async play(screen, stage) {
      const [first, second] = videosOf(stage);
      const { api } = stage.author;
      const course = { kind: 'course', title: `剪辑入门 ${Math.random()}`, description: '' } as const;
      const body = { ...course, visibility: 'public', coverVideoId: null } as const;
      const { id } = await api.call('createCollection', { body });
      const params = { id };
      await api.call('putCollectionItems', { params, body: { videoIds: [first.id, second.id] } });
      const me = await favour(screen, first);
      const done = async () => (await me.call('collection', { params })).progress?.done;
      await screen.openCollection(id);
      await screen.untilRead(course.title);
      await screen.untilRead('开始学习');
      // Elsewhere they watch the first lesson to its end.
      const end = { positionMs: 0, hasEnded: true };
      await me.call('putPosition', { params: { id: first.id }, body: end });
      await screen.openCollection(id);
      await screen.untilRead('已完成 1 / 2');
      await screen.goOn(`继续：${second.title}`);
      await screen.untilRead(second.title);
      await expect.poll(done, { timeout: mediaLimitMs }).toBe(2);
      await screen.openCollection(id);
      await screen.untilRead('已完成 2 / 2');
      await screen.untilRead('再看一遍');
      await api.call('deleteCollection', { params });
    },
  },
  {
    title: 'what was favoured and watched is found again, until it is given up and cleared',
    isSignedIn: true,
    async play(screen, stage) {
      const [first, second] = videosOf(stage);
      const me = await favour(screen, first);
      await screen.openFavourites();
      await screen.untilRead(first.title);
      // Elsewhere they watch another one.
      await me.call('putPosition', { params: { id: second.id }, body: { positionMs: 1000 } });
      await screen.openHistory();
      await screen.untilRead(second.title);
      await screen.clearHistory();
      await screen.untilRead('没有观看记录');
      await expect.poll(async () => (await me.call('history', {})).items).toEqual([]);
      await me.call('unfavouriteVideo', { params: { id: first.id } });
      await screen.openFavourites();
      await screen.untilRead('还没有收藏');
    },
  },
  {
    title: 'from beside a video one comes to whoever made it, and follows them',
    isSignedIn: true,
    async play(screen, stage) {
      const [video] = videosOf(stage);
      const { id, nickname } = video.author;
      const followers = async () =>
        (await stage.author.api.call('user', { params: { id } })).counts.followers;
      await screen.openFeed(video.id);
      await isPlaying(screen);
      const before = await followers();
      await screen.openAuthor(nickname);
      await screen.untilRead(`${stage.videos.length} 个视频`);
      await screen.follow();
      await screen.untilRead('已关注');
      await expect.poll(followers).toBe(before + 1);
      const me = await screen.me();
      expect(await me.call('user', { params: { id } })).toMatchObject({ mine: { following: true } });
    },
  },
  {
    title: 'who is signed in elsewhere sees where, and ends it there',
    isSignedIn: true,
    async play(screen, stage) {
      const [video] = videosOf(stage);
      await favour(screen, video);
      const elsewhere = await screen.signInElsewhere();
      expect((await elsewhere.call('mySessions')).items.length).toBeGreaterThan(1);
      await screen.openSessions();
      await screen.untilRead('当前设备');
      await screen.endOthers();
      const isIn = () =>
        elsewhere.call('me').then(
          () => 'signed in',
          (error: unknown) => (error as { code?: string }).code, // as: an ApiError, or something without a code
        );
      await expect.poll(isIn).toBe('unauthenticated');
      await screen.openSessions();
      await screen.untilRead('当前设备');
    },
  },
  {
    title: 'what somebody is called is changed, and is so for others',
    isSignedIn: true,
    async play(screen, stage) {
      const [video] = videosOf(stage);
      const me = await favour(screen, video);
      const { id } = await me.call('me');
      await screen.rename('海边的人');
      const shown = async () => (await stage.author.api.call('user', { params: { id } })).nickname;
      await expect.poll(shown).toBe('海边的人');
    },
  },
];
