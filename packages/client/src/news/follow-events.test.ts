import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { followEvents, type EventStream, type StreamAnswer } from './follow-events.ts';

/** What one opening finds: a status alone, pieces of text and then the end, silence for ever, or no answer. */
type Opening = number | string[] | 'silent' | 'unreachable';

/** Follows a server whose openings go as listed; the last of them is refused, which ends it. */
async function follow(
  openings: Opening[],
  act?: (at: number, stream: EventStream) => void,
): Promise<{ said: string[]; headers: Record<string, string>[]; waitsMs: number[] }> {
  const clock = createFakeClock(setImmediate);
  const said: string[] = [];
  const headers: Record<string, string>[] = [];
  const openedMs: number[] = [];
  await new Promise<void>((resolve) => {
    const stream = followEvents({
      clock,
      newAbort: () => new AbortController(),
      language: () => 'en',
      listener: {
        onOpen: (isOpen) => said.push(isOpen ? 'open' : 'away'),
        onMessage: ({ name, data }) => said.push(`${name} ${data}`),
      },
      open(sent) {
        const at = headers.push(sent) - 1;
        openedMs.push(clock.now());
        const opening = openings[at] ?? 403;
        // A moment later: what a refusal might wrongly tell is told by then.
        if (opening === 401 || opening === 403) setImmediate(resolve);
        act?.(at, stream);
        return answer(opening);
      },
    });
  });
  const waitsMs = openedMs.slice(1).map((ms, at) => ms - (openedMs[at] ?? ms));
  return { said, headers, waitsMs };
}

function answer(opening: Opening): Promise<StreamAnswer> {
  if (opening === 'unreachable') return Promise.reject(new Error('no answer'));
  if (typeof opening === 'number')
    return Promise.resolve({ status: opening, read: () => Promise.resolve(null) });
  if (opening === 'silent') return Promise.resolve({ status: 200, read: () => new Promise(() => {}) });
  const pieces = [...opening];
  return Promise.resolve({ status: 200, read: () => Promise.resolve(pieces.shift() ?? null) });
}

describe('a stream of events', () => {
  test('tells its messages, and that it is open or away', async () => {
    const { said, headers } = await follow([['event: video\nda', 'ta: 1\n\n: heartbeat\n\n']]);
    expect(said).toEqual(['open', 'video 1', 'away']);
    expect(headers[0]).toEqual({ accept: 'text/event-stream', 'accept-language': 'en' });
  });

  test('goes on after a break behind the last message that it had', async () => {
    const { headers } = await follow([['id: 7-1\ndata: a\n\n'], 'unreachable', ['data: b\n\n']]);
    expect(headers.map((sent) => sent['last-event-id'])).toEqual([undefined, '7-1', '7-1', '7-1']);
  });

  test('is asked for less and less often while nothing comes of it', async () => {
    const failures: Opening[] = ['unreachable', 502, 'unreachable', 500, 429, 'unreachable'];
    expect((await follow(failures)).waitsMs).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000]);
  });

  test('is asked for soon again once it was open', async () => {
    expect((await follow(['unreachable', 'unreachable', [], 502])).waitsMs).toEqual([1000, 2000, 1000, 2000]);
  });

  test('that is silent for longer than two heartbeats is given up', async () => {
    const { said, waitsMs } = await follow(['silent']);
    expect(said).toEqual(['open', 'away']);
    expect(waitsMs).toEqual([41_000]);
  });

  test.each([401, 403])('that is refused with %i is left alone', async (status) => {
    expect((await follow([status])).said).toEqual([]);
  });

  test('tells nothing after it was closed', async () => {
    let close = () => {};
    const said: string[] = [];
    await new Promise<void>((resolve) => {
      const stream = followEvents({
        clock: createFakeClock(setImmediate),
        newAbort: () => new AbortController(),
        language: () => 'en',
        listener: { onOpen: (isOpen) => said.push(String(isOpen)), onMessage: ({ data }) => said.push(data) },
        open: () => {
          close = () => stream.close();
          let reads = 0;
          const read = () => {
            if (reads++ > 0) close();
            setImmediate(() => setImmediate(resolve));
            return Promise.resolve(`data: ${reads}\n\n`);
          };
          return Promise.resolve({ status: 200, read });
        },
      });
    });
    expect(said).toEqual(['true', '1']);
  });
});

test('a wake ends the pause after a break', async () => {
  const clock = createFakeClock(setImmediate);
  clock.stop();
  let opened = 0;
  await new Promise<void>((resolve) => {
    const stream = followEvents({
      clock,
      newAbort: () => new AbortController(),
      language: () => 'zh-CN',
      listener: {
        onMessage: () => {},
        onOpen: () => setImmediate(() => stream.wake()),
      },
      open: () => {
        if (++opened === 2) resolve();
        return answer(opened === 1 ? 502 : 403);
      },
    });
  });
  expect(opened).toBe(2);
});
