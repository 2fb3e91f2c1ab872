import type { Playback } from '@weireel/contract';
import { describe, expect, test } from 'vitest';
import { createFakeMedia } from '../testing/fake-media.ts';
import type { BufferRole } from './buffer-role.ts';
import { createVideoSource, noSource, type VideoSourceState } from './video-source.ts';

const first = linksTo('/one/master.m3u8');
const better = linksTo('/two/master.m3u8');

function linksTo(hlsUrl: string): Playback {
  return {
    ...{ hlsUrl, mp4Url: null, posterUrl: null, placeholder: null, previewUrl: null },
    ...{ storyboard: null, captions: [], renditions: [] },
  };
}

/** A video of a feed whose links and role the test changes. */
function scene({
  links = first,
  role = 'play',
  ...more
}: { links?: Playback | null; role?: BufferRole; startSeconds?: number } = {}) {
  const media = createFakeMedia();
  const at = { links, role, isCutShort: false, isWanted: false, fresh: links };
  let state: VideoSourceState = noSource;
  const source = createVideoSource({
    media,
    intent: {
      want: () => (at.isWanted = true),
      unwant: () => (at.isWanted = false),
    },
    isWanted: () => at.isWanted,
    playback: () => at.links,
    role: () => at.role,
    refresh: () => {
      media.done.push('refresh');
      at.links = at.fresh;
      return Promise.resolve();
    },
    isCutShort: () => at.isCutShort,
    onChange: (next) => (state = next),
    ...more,
  });
  return {
    ...{ media, at, source, state: () => state, done: media.done },
    async fail(failure: 'gone' | 'network' | 'media') {
      media.tell((listener) => listener.onFailure(failure));
      // What was promised is settled in the same turn.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('a video of the feed', () => {
  test('that rests has no source, that is next loads, and the one that is looked at plays', () => {
    const { at, source, done } = scene({ role: 'rest' });
    source.follow();
    at.role = 'preload';
    source.follow();
    at.role = 'play';
    source.follow();
    expect(done).toEqual([`attach ${first.hlsUrl} to preload from 0`, 'role preload', 'role play']);
    expect(at.isWanted).toBe(true);
  });

  test('that is opened at a moment begins there, and not at its beginning first', () => {
    const { source, done } = scene({ startSeconds: 35 });
    source.follow();
    source.follow();
    expect(done[0]).toBe(`attach ${first.hlsUrl} to play from 35`);
    expect(done.filter((each) => each.startsWith('attach'))).toHaveLength(1);
  });

  test('that was swiped away stands still and keeps what it has', () => {
    const { at, source, done } = scene();
    source.follow();
    at.role = 'rest';
    source.follow();
    expect(at.isWanted).toBe(false);
    expect(done.at(-1)).toBe('role rest');
  });

  test('without links waits for them', () => {
    const { at, source, done } = scene({ links: null });
    source.follow();
    expect(done).toEqual([]);
    at.links = first;
    source.follow();
    expect(done).toHaveLength(2);
  });
});

describe('a better version', () => {
  test('goes on where the one before stood', () => {
    const { media, at, source, done } = scene();
    source.follow();
    media.now.positionSeconds = 12;
    at.links = better;
    source.upgrade();
    expect(done.slice(2)).toEqual(['destroy', `attach ${better.hlsUrl} to play from 12`]);
    expect(at.isWanted).toBe(true);
  });

  test('goes on there too when the one before it has not even begun', () => {
    const { media, source, done } = scene();
    source.follow();
    media.now.positionSeconds = 12;
    source.upgrade();
    source.upgrade();
    expect(done.at(-1)).toBe(`attach ${first.hlsUrl} to play from 12`);
  });

  test('of what was watched to its end begins anew; of what was given up while it grew it goes on', () => {
    const { media, at, source, done } = scene();
    source.follow();
    Object.assign(media.now, { positionSeconds: 8, hasEnded: true });
    source.upgrade();
    expect(done.at(-1)).toBe(`attach ${first.hlsUrl} to play from 0`);
    Object.assign(media.now, { positionSeconds: 8, hasEnded: true });
    at.isCutShort = true;
    source.upgrade();
    expect(done.at(-1)).toBe(`attach ${first.hlsUrl} to play from 8`);
  });

  test.each([
    ['before the first play', { isPaused: true, positionSeconds: null }, true],
    ['while it plays', { isPaused: false, positionSeconds: 3 }, false],
    ['while it is paused on the way', { isPaused: true, positionSeconds: 3 }, false],
  ])('that appears %s', (_when, now, isTaken) => {
    const { media, at, source, done } = scene();
    source.follow();
    Object.assign(media.now, now);
    at.links = better;
    source.noticeLinks();
    expect(done.includes(`attach ${better.hlsUrl} to play from 0`)).toBe(isTaken);
  });

  test('is none when only the signature of the link differs', () => {
    const { at, source, done } = scene();
    source.follow();
    at.links = { ...first, hlsUrl: `${first.hlsUrl}?sig=2` };
    source.noticeLinks();
    expect(done).not.toContain('destroy');
  });

  test('that appears after a failure is tried', async () => {
    const { media, at, source, state, fail } = scene();
    source.follow();
    Object.assign(media.now, { isPaused: false, positionSeconds: 3 });
    await fail('media');
    at.links = better;
    source.noticeLinks();
    expect(state()).toMatchObject({ failure: null, attachedUrl: better.hlsUrl });
  });
});

describe('when playing fails', () => {
  test('links that expired are asked for anew, and it goes on', async () => {
    const { media, at, source, state, done, fail } = scene();
    source.follow();
    media.now.positionSeconds = 5;
    at.fresh = better;
    await fail('gone');
    expect(done.slice(2)).toEqual(['refresh', 'destroy', `attach ${better.hlsUrl} to play from 5`]);
    expect([state().failure, at.isWanted]).toEqual([null, true]);
  });

  test('links that never work are not asked for without end', async () => {
    const { source, state, done, fail } = scene();
    source.follow();
    for (let n = 0; n < 3; n++) await fail('gone');
    expect(done.filter((what) => what === 'refresh')).toHaveLength(2);
    expect(state().failure).toBe('gone');
  });

  test('links that worked in between are', async () => {
    const { source, state, fail } = scene();
    source.follow();
    for (let n = 0; n < 4; n++) {
      await fail('gone');
      source.played();
    }
    expect(state().failure).toBe(null);
  });

  test('a network that returns is used at once, a broken picture is not', async () => {
    const { at, source, state, done, fail } = scene();
    source.follow();
    await fail('media');
    source.reconnected();
    expect(done).not.toContain('destroy');
    source.retry();
    await fail('network');
    at.isWanted = false;
    source.reconnected();
    expect([state().failure, at.isWanted]).toEqual([null, true]);
  });

  test('a press does not play what has failed', async () => {
    const { at, source, fail } = scene();
    source.follow();
    await fail('media');
    source.toggle();
    expect(at.isWanted).toBe(false);
  });

  test('fresh links that come after it has gone attach nothing', async () => {
    const { media, source, done } = scene();
    source.follow();
    media.tell((listener) => listener.onFailure('gone'));
    source.end();
    await new Promise((resolve) => setImmediate(resolve));
    expect(done.slice(2)).toEqual(['refresh', 'destroy']);
  });
});

test('a press plays what stands still and stops what plays', () => {
  const { media, at, source } = scene();
  source.toggle();
  expect(at.isWanted).toBe(true);
  media.now.isPaused = false;
  source.toggle();
  expect(at.isWanted).toBe(false);
});

test('a chosen quality holds until another version is attached', () => {
  const { source, state, done } = scene();
  source.follow();
  source.choose(1);
  expect([done.at(-1), state().chosenQuality]).toEqual(['quality 1', 1]);
  source.upgrade();
  expect(state().chosenQuality).toBe(null);
});
