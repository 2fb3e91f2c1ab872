import { expect } from 'vitest';
import { register } from '../api.ts';
import type { Screen } from './client.ts';
import type { Scenario, Stage } from './scenario.ts';

const isPlaying = (screen: Screen) => expect.poll(() => screen.playing()).toBe(1);
const shows = (screen: Screen, title: string) => expect.poll(() => screen.shownTitle()).toBe(title);

function videoAt({ videos }: Stage, place: number) {
  const video = videos[place];
  if (video === undefined) throw new Error(`there is no video ${place}`);
  return video;
}

async function countsOf({ author }: Stage, id: string) {
  return (await author.api.call('video', { params: { id } })).counts;
}

/** What happens where videos are watched. */
export const watching: readonly Scenario[] = [
  {
    title: 'the feed plays one video after the other, one at a time, as a finger swipes',
    isSignedIn: false,
    async play(screen, { videos }) {
      await screen.openFeed();
      const seen: string[] = [];
      for (const [place] of videos.entries()) {
        if (place > 0) await screen.swipe('next');
        const now = async () => (await screen.shownTitle()) ?? '';
        await expect.poll(async () => ![undefined, '', ...seen].includes(await now())).toBe(true);
        seen.push(await now());
        await isPlaying(screen);
        expect(await screen.page.locator('video').count()).toBeLessThanOrEqual(3);
      }
      expect(seen.toSorted()).toEqual(videos.map(({ title }) => title).toSorted());
      await screen.swipe('before');
      await shows(screen, seen.at(-2) ?? '');
      await isPlaying(screen);
    },
  },
  {
    title: 'a link to the feed begins with its video; what is shared from there opens its page',
    isSignedIn: false,
    async play(screen, stage) {
      const { id, title } = videoAt(stage, 2);
      await screen.openFeed(id);
      await shows(screen, title);
      await screen.followShared();
      await isPlaying(screen);
      await screen.untilRead(title);
    },
  },
  {
    title: 'who has no account watches what a link names and reads what was said, and is told what needs one',
    isSignedIn: false,
    async play(screen, stage) {
      const { id } = videoAt(stage, 1);
      const body = `第一句话 ${Math.random()}`;
      await stage.author.api.call('createComment', { params: { id }, body: { body } });
      await screen.openLink(id);
      await isPlaying(screen);
      await screen.readComments();
      await screen.untilRead(body);
      await screen.leaveComments();
      await screen.press('like');
      await screen.untilAccountIsAsked();
    },
  },
  {
    title: 'what others say over the picture is read while they say it',
    isSignedIn: false,
    async play(screen, stage) {
      const params = { id: videoAt(stage, 1).id };
      const { api } = await register(stage.author.url);
      const say = async (what: string) => {
        const body = `${what} ${Math.random()}`;
        const { id } = await api.call('createDanmaku', { params, body: { body, atMs: 0, mode: 'top' } });
        return { id, body };
      };
      const said = [await say('之前说的')];
      await screen.openLink(params.id);
      await isPlaying(screen);
      await screen.untilRead(said[0]?.body ?? '');
      // Said before others are heard, it is still read; said after that, it is heard.
      for (const what of ['刚刚说的', '现在说的']) {
        const now = await say(what);
        said.push(now);
        await screen.untilRead(now.body);
      }
      // A picture has room for a few, and others play this too.
      for (const { id } of said) await api.call('deleteDanmaku', { params: { id } });
    },
  },
  {
    title: 'a link to a video that is gone says so',
    isSignedIn: false,
    async play(screen) {
      await screen.openLink('AAAAAAAAAAAAAAAA');
      await screen.untilSaid('no such video');
    },
  },
  {
    title: 'two taps like a video, and do not pause it',
    isSignedIn: true,
    async play(screen, stage) {
      const { id, title } = videoAt(stage, 0);
      const before = (await countsOf(stage, id)).likes;
      await screen.openFeed(id);
      await shows(screen, title);
      await isPlaying(screen);
      await screen.tapTwice();
      await expect.poll(async () => (await countsOf(stage, id)).likes).toBe(before + 1);
      await isPlaying(screen);
    },
  },
  {
    title:
      'a stranger who presses like is signed in, and it counts; so it does after their session has ended',
    isSignedIn: false,
    async play(screen, stage) {
      const { id, title } = videoAt(stage, 1);
      const like = async () => {
        await shows(screen, title);
        await isPlaying(screen);
        await screen.press('like');
        if (!(await screen.signInWhereAsked())) return;
        await shows(screen, title);
        await screen.press('like');
      };
      const likes = async () => (await countsOf(stage, id)).likes;
      const before = await likes();
      await screen.openFeed(id);
      await like();
      await expect.poll(likes).toBe(before + 1);
      await (await screen.me()).call('unlikeVideo', { params: { id } });
      await screen.loseSession();
      await like();
      await expect.poll(likes).toBe(before + 1);
    },
  },
  {
    title: 'where there is no network that is said, a press has no effect, and all goes on when it is back',
    isSignedIn: true,
    async play(screen, stage) {
      const { id } = videoAt(stage, 0);
      await screen.openFeed(id);
      await isPlaying(screen);
      const before = await countsOf(stage, id);
      // A page of the browser that closes at this moment can undo it.
      await expect
        .poll(async () => {
          await screen.context.setOffline(false);
          await screen.context.setOffline(true);
          return screen.page.evaluate('navigator.onLine');
        })
        .toBe(false);
      await screen.untilSaid('offline');
      await screen.press('favourite');
      await screen.untilSaid('not reached');
      await screen.context.setOffline(false);
      await screen.untilNotSaid('offline');
      await isPlaying(screen);
      expect(await countsOf(stage, id)).toEqual(before);
    },
  },
  {
    title: 'a feed that does not come offers another try',
    isSignedIn: false,
    async play(screen) {
      const feed = '**/api/v1/feed*';
      await screen.openFeed();
      await isPlaying(screen);
      await screen.context.route(feed, (route) => route.fulfill({ status: 503, body: '' }));
      await screen.beginAnew();
      await screen.untilSaid('feed failed');
      await screen.context.unroute(feed);
      await screen.retry();
      await isPlaying(screen);
    },
  },
  {
    title: 'the feed that was chosen is the one to begin with the next time',
    isSignedIn: false,
    async play(screen, stage) {
      const last = videoAt(stage, 3);
      await screen.openFeed();
      await isPlaying(screen);
      const hot = (url: URL) => url.pathname === '/api/v1/feed' && url.searchParams.get('kind') === 'hot';
      await screen.context.route(hot, (route) =>
        route.fulfill({ json: { items: [last], nextCursor: null } }),
      );
      await screen.chooseFeed('热门');
      await shows(screen, last.title);
      await isPlaying(screen);
      await screen.beginAnew();
      await shows(screen, last.title);
    },
  },
  {
    title: 'a stranger who wants to see whom they follow is signed in, and told what will be there',
    isSignedIn: false,
    async play(screen) {
      await screen.openFeed();
      await isPlaying(screen);
      await screen.chooseFeed('关注');
      if (await screen.signInWhereAsked()) await screen.chooseFeed('关注');
      await screen.untilSaid('follow somebody');
      expect((await (await screen.me()).call('me')).id).not.toBe('');
    },
  },
  {
    title: 'what somebody is not interested in is taken away for good, and so is all of an author',
    isSignedIn: true,
    async play(screen, { author }) {
      await screen.openFeed();
      await isPlaying(screen);
      const first = (await screen.shownTitle()) ?? '';
      await screen.press('more');
      await screen.choose('不感兴趣');
      const isOther = async () => ![undefined, first].includes(await screen.shownTitle());
      await expect.poll(isOther).toBe(true);
      const second = (await screen.shownTitle()) ?? '';
      await screen.beginAnew();
      await shows(screen, second);
      await screen.press('more');
      await screen.choose(/^不看「/);
      await screen.untilRead('这里还没有视频');
      // It is the server that remembers it.
      const { items } = await (await screen.me()).call('feed', { query: {} });
      expect(items.filter((video) => video.author.id === author.id)).toEqual([]);
    },
  },
];
