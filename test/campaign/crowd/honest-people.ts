import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openStream } from '../../event-stream.ts';
import { send, type RawAnswer, type RawRequest } from '../../http.ts';
import { hearDanmaku } from './hear-danmaku.ts';
import { sendAs, type Newcomer } from './newcomers.ts';

/** What honest people ask for. */
export const errands = [
  'feed',
  'video',
  'comments',
  'danmaku',
  'say',
  'position',
  'begin',
  'part',
  'end',
  'publish',
  'segment',
] as const;

/** One of them; all but `segment` are calls of the API. `say` sends danmaku. */
export type Errand = (typeof errands)[number];

/** What a crowd of honest people went through, all together. */
export interface Experience {
  /** How long each request took, in milliseconds, by what it was about. */
  tookMs: Record<Errand, number[]>;
  /** Files that were taken to their last part, and found whole. */
  uploads: number;
  /** Whatever was refused or broke, one sentence each. */
  refusals: string[];
}

const watchingMs = 15_000;
const publishingMs = 90_000;

/** What honest people do. */
export interface HonestWork {
  /** Half a minute of it or an hour: they go on until this is aborted. */
  signal: AbortSignal;
  /** The small file that one of ten people uploads over and over; null: all of them watch. */
  clip: Uint8Array | null;
  /** Whether those who watch hear what is said meanwhile, and one of ten says something. */
  hasDanmaku: boolean;
  /** Decides who does what when. */
  random(): number;
}

/** People watch, or publish; resolves with what they went through when the work is over. */
export async function liveThrough(people: readonly Newcomer[], work: HonestWork): Promise<Experience> {
  const experience: Experience = { tookMs: noTimes(), uploads: 0, refusals: [] };
  await Promise.all(
    people.map(async (person, n) => {
      const stream = await openStream(person);
      try {
        const clip = n % 10 === 0 ? work.clip : null;
        // Nobody waits for anybody: they begin as spread as they go on.
        await rest(work, (clip === null ? watchingMs : publishingMs) * work.random());
        while (!work.signal.aborted) {
          await (clip === null
            ? watchOnce(person, work, experience)
            : publishOnce(person, clip, { work, experience }));
        }
      } catch (error) {
        experience.refusals.push(error instanceof Error ? error.message : String(error));
      } finally {
        stream.close();
      }
    }),
  );
  return experience;
}

/** A page of the feed, and of one of its videos all that a watch page asks for, three segments and where one stopped. */
async function watchOnce(person: Newcomer, work: HonestWork, experience: Experience): Promise<void> {
  const call = timed(person, experience);
  const page = JSON.parse((await call('feed', '/feed?limit=20')).text) as { items: { id: string }[] }; // by the contract
  const { id } = page.items[Math.floor(work.random() * page.items.length)] ?? { id: 'none' };
  const watched = JSON.parse((await call('video', `/videos/${id}`)).text) as { playback: { hlsUrl: string } }; // a public video of ours
  await call('comments', `/videos/${id}/comments?limit=20`);
  const live = work.hasDanmaku ? await hearDanmaku(person, id) : null;
  try {
    if (live !== null) {
      await call('danmaku', `/videos/${id}/danmaku?window=0`);
      const body = { body: `好看 ${Math.floor(work.random() * 1e9)}`, atMs: 500 };
      if (work.random() < 0.1) await call('say', `/videos/${id}/danmaku`, { method: 'POST', body });
    }
    const segments = await segmentsOf(person, new URL(watched.playback.hlsUrl, person.url));
    for (let n = 0; n < 3 && !work.signal.aborted; n += 1) {
      const startedMs = performance.now();
      const segment = await readMedia(person, segments[n % segments.length] ?? '');
      experience.tookMs.segment.push(performance.now() - startedMs);
      if (segment.status !== 200) throw new Error(`a segment was answered with ${segment.status}`);
      await rest(work, 3000 + 2000 * work.random());
    }
    if (live !== null && !live.isOpen()) throw new Error('the stream of danmaku was ended');
  } finally {
    live?.close();
  }
  // When the time is over nobody has come that far: all at once would be no crowd of theirs.
  if (work.signal.aborted) return;
  await call('position', `/videos/${id}/position`, { method: 'PUT', body: { positionMs: 1000 } });
}

async function publishOnce(
  person: Newcomer,
  clip: Uint8Array,
  { work, experience }: { work: HonestWork; experience: Experience },
): Promise<void> {
  const call = timed(person, experience);
  const body = { fileName: 'mine.mp4', sizeBytes: clip.length, partSizeBytes: 256 * 1024 };
  const begun = await call('begin', '/uploads', { method: 'POST', body });
  // as: an upload, by the contract.
  const { id, assetId, partCount } = JSON.parse(begun.text) as {
    id: string;
    assetId: string;
    partCount: number;
  };
  const details = { assetId, title: 'Mine', visibility: 'private' };
  await call('publish', '/videos', { method: 'POST', body: details });
  for (let n = 1; n <= partCount; n += 1) {
    const part = clip.subarray((n - 1) * body.partSizeBytes, n * body.partSizeBytes);
    const headers = {
      'content-type': 'application/octet-stream',
      'x-sha256': createHash('sha256').update(part).digest('hex'),
    };
    await call('part', `/uploads/${id}/parts/${n}`, { method: 'PUT', body: part, headers });
  }
  await call('end', `/uploads/${id}/complete`, { method: 'POST' });
  experience.uploads += 1;
  await rest(work, publishingMs * (0.5 + work.random()));
}

function noTimes(): Record<Errand, number[]> {
  return {
    ...{ feed: [], video: [], comments: [], danmaku: [], say: [], position: [] },
    ...{ begin: [], part: [], end: [], publish: [], segment: [] },
  };
}

function timed(person: Newcomer, experience: Experience) {
  return async (errand: Errand, path: string, request: RawRequest = {}): Promise<RawAnswer> => {
    const startedMs = performance.now();
    const answer = await sendAs(person, path, request);
    experience.tookMs[errand].push(performance.now() - startedMs);
    if (answer.status >= 300) {
      throw new Error(
        `${request.method ?? 'GET'} ${path} was answered with ${answer.status}: ${answer.text}`,
      );
    }
    return answer;
  };
}

async function segmentsOf(person: Newcomer, multivariant: URL): Promise<string[]> {
  const media = new URL(await firstLine(person, multivariant), multivariant);
  return linesOf((await readMedia(person, pathOf(media))).text).map((line) => pathOf(new URL(line, media)));
}

async function firstLine(person: Newcomer, playlist: URL): Promise<string> {
  const answer = await readMedia(person, pathOf(playlist));
  const first = linesOf(answer.text)[0];
  if (first === undefined) throw new Error(`a playlist was answered with ${answer.status}: ${answer.text}`);
  return first;
}

/** Players send no token, but come from where the person is. */
function readMedia({ url, from }: Newcomer, path: string): Promise<RawAnswer> {
  return send(url, path, { headers: { 'x-forwarded-for': from } });
}

function pathOf({ pathname, search }: URL): string {
  return `${pathname}${search}`;
}

function linesOf(playlist: string): string[] {
  return playlist.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** Waits, but no longer than the work goes on. */
async function rest({ signal }: HonestWork, ms: number): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => {});
}
