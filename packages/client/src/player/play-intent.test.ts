import { describe, expect, test } from 'vitest';
import { createPlayIntent, type PlayOutcome, type Playable } from './play-intent.ts';

/** A media element whose attempts to play end as the test says. */
function fakeMedia() {
  const waiting: ((outcome: PlayOutcome) => void)[] = [];
  const changes: boolean[] = [];
  let isPaused = true;
  let attempts = 0;
  const media: Playable = {
    isPaused: () => isPaused,
    play() {
      attempts++;
      isPaused = false;
      return new Promise((resolve) => waiting.push(resolve));
    },
    pause() {
      isPaused = true;
    },
  };
  return {
    changes,
    media,
    intent: createPlayIntent(media, (isWanted) => changes.push(isWanted)),
    attempts: () => attempts,
    isPaused: () => isPaused,
    async end(outcome: PlayOutcome): Promise<void> {
      isPaused = outcome !== 'playing';
      waiting.shift()?.(outcome);
      // Everything that was promised is settled in the same turn.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('an attempt that the arriving source interrupts is repeated as soon as a frame is there', async () => {
  const { intent, end, attempts, isPaused } = fakeMedia();
  intent.want();
  await end('interrupted');
  expect(attempts()).toBe(1);
  intent.hear('ready');
  expect(attempts()).toBe(2);
  await end('playing');
  expect(isPaused()).toBe(false);
});

test('a frame that is there before the interruption is told counts too', async () => {
  const { intent, end, attempts } = fakeMedia();
  intent.want();
  intent.hear('ready');
  await end('interrupted');
  expect(attempts()).toBe(2);
});

test('an attempt is not repeated without anything having changed', async () => {
  const { intent, end, attempts } = fakeMedia();
  intent.want();
  await end('interrupted');
  await end('interrupted');
  expect(attempts()).toBe(1);
});

test('a source that is attached again goes on playing', async () => {
  const { intent, end, attempts, media } = fakeMedia();
  intent.want();
  await end('playing');
  // Taking a source off stops the element without an event.
  media.pause();
  intent.hear('ready');
  expect(attempts()).toBe(2);
});

test('who changes their mind twice while it begins sees it play', async () => {
  const { intent, end, attempts } = fakeMedia();
  intent.want();
  intent.unwant();
  intent.want();
  await end('interrupted');
  expect(attempts()).toBe(2);
});

test('what is not meant to play stays still when its source arrives', async () => {
  const { intent, end, attempts } = fakeMedia();
  intent.want();
  intent.unwant();
  await end('interrupted');
  intent.hear('ready');
  expect(attempts()).toBe(1);
});

test('what began after the change of mind is stopped', async () => {
  const { intent, end, isPaused } = fakeMedia();
  intent.want();
  intent.unwant();
  await end('playing');
  expect(isPaused()).toBe(true);
});

test('a hidden page stands still and goes on when it is seen again', async () => {
  const { intent, end, attempts, changes } = fakeMedia();
  intent.want();
  await end('playing');
  intent.suspend();
  intent.hear('paused');
  intent.hear('ready');
  expect(attempts()).toBe(1);
  intent.resume();
  expect(attempts()).toBe(2);
  expect(changes).toEqual([true]);
});

describe('a change of mind is told', () => {
  test.each([
    ['the browser refuses', async ({ end }: Fake) => end('refused')],
    [
      'the system pauses it',
      async ({ intent, media, end }: Fake) => {
        await end('playing');
        media.pause();
        intent.hear('paused');
      },
    ],
    ['it ends', ({ intent }: Fake) => Promise.resolve(intent.hear('ended'))],
  ])('when %s', async (_why, act) => {
    const fake = fakeMedia();
    fake.intent.want();
    await act(fake);
    expect(fake.changes).toEqual([true, false]);
  });

  test('when the system begins it', () => {
    const { intent, changes, media } = fakeMedia();
    void media.play();
    intent.hear('begun');
    expect(changes).toEqual([true]);
  });
});

type Fake = ReturnType<typeof fakeMedia>;
