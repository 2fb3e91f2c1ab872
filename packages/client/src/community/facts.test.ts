import { expect, test } from 'vitest';
import { createApi } from '../api.ts';
import { sampleVideo } from '../testing/sample-video.ts';
import { createFacts } from './facts.ts';

const mine = { liked: false, favourited: false, following: false, positionMs: 0 };
const video = sampleVideo({
  mine,
  counts: { views: 0, likes: 4, favourites: 0, comments: 0, danmaku: 0, shares: 0 },
});

/** What is pressed on a device, on a server that answers as the test says. */
function device(answer: (request: string) => object | number) {
  const requests: string[] = [];
  const failures: unknown[] = [];
  const api = createApi({
    baseUrl: '',
    transport: ({ method, url }) => {
      const request = `${method} ${url}`;
      requests.push(request);
      const body = answer(request);
      const status = typeof body === 'number' ? body : 200;
      return Promise.resolve({ status, header: () => null, body: JSON.stringify(body) });
    },
  });
  let changes = 0;
  const facts = createFacts({ api, onChange: () => changes++, onFailed: (error) => failures.push(error) });
  return { facts, requests, failures, changes: () => changes };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a press shows at once, and what the server says holds', async () => {
  const { facts, requests } = device(() => ({ liked: true, likes: 9 }));
  facts.set('like', video, true);
  expect(facts.stateOf('like', video)).toEqual({ isOn: true, count: 5 });
  await settled();
  expect(facts.stateOf('like', video)).toEqual({ isOn: true, count: 9 });
  expect(requests).toEqual([`PUT /videos/${video.id}/like`]);
});

test('following an author shows at each of their videos', () => {
  const { facts } = device(() => ({ following: true, followers: 1 }));
  facts.set('follow', video, true);
  expect(facts.stateOf('follow', sampleVideo({ id: 'another' })).isOn).toBe(true);
  expect(facts.stateOf('like', video).isOn).toBe(false);
});

test('a press that fails is taken back and told', async () => {
  const { facts, failures } = device(() => 503);
  facts.set('favourite', video, true);
  await settled();
  expect(facts.stateOf('favourite', video)).toEqual({ isOn: false, count: 0 });
  expect(failures).toHaveLength(1);
});

test('who signs in meanwhile sees what is theirs, asked for once', async () => {
  const { facts, requests } = device(() => sampleVideo({ mine: { ...mine, liked: true } }));
  const read = sampleVideo();
  await Promise.all([facts.askMine(read), facts.askMine(read)]);
  expect(facts.stateOf('like', read).isOn).toBe(true);
  expect(requests).toEqual([`GET /videos/${read.id}`]);
  await facts.askMine(video);
  expect(requests).toHaveLength(1);
});

test('another person sees nothing of what the one before pressed, not even what is answered late', async () => {
  const { facts } = device(() => ({ liked: true, likes: 9 }));
  facts.set('like', video, true);
  facts.forget();
  await settled();
  expect(facts.stateOf('like', video)).toEqual({ isOn: false, count: 4 });
});

test('whom a list names is followed beside all of their videos, too', async () => {
  const { facts } = device(() => ({ following: true, followers: 8 }));
  const person = { id: video.author.id, following: false };
  expect(facts.followOf(person)).toEqual({ isOn: false, count: 0 });
  facts.setFollow(person, true);
  expect(facts.stateOf('follow', video).isOn).toBe(true);
  await settled();
  expect(facts.followOf(person)).toEqual({ isOn: true, count: 8 });
});
