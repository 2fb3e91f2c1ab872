import { expect, it } from 'vitest';
import { endOf, type EditDocument } from '../edit-document.ts';
import { performTogether, undo } from '../operations/history.ts';
import type { Operation } from '../schema/operation.ts';
import { sourceAt } from '../time/retime.ts';
import { ticksOfMs, ticksPerSecond as second } from '../time/ticks.ts';
import { asClip, mainTrack, type Clip } from './clips.ts';
import { emptyDocument, insertMaterial, splitAt } from './project-edits.ts';
import { cutOut, silenceBound, silencesUnder, usualSilences, type TimelineStretch } from './silences.ts';
import { beatsUnder, readHeard, scenesUnder, type HeardSound } from './survey.ts';

let count = 0;
const newId = (): string => `n${(count += 1)}`;
const frame = second / 25;

/** A film of one clip of so many seconds. */
function filmOf(seconds: number): EditDocument {
  const source = {
    ...{ kind: 'video' as const, assetId: 'a', sha256: '0'.repeat(64), duration: seconds * second },
    ...{ widthPx: 1920, heightPx: 1080, fps: { num: 25, den: 1 }, hasSound: true },
  };
  return perform(emptyDocument(), insertMaterial(emptyDocument(), source, { before: null, newId }));
}

function perform(document: EditDocument, operations: readonly Operation[]): EditDocument {
  const step = performTogether({ document, done: [], undone: [] }, operations);
  if (step.kind === 'refused') throw new Error(JSON.stringify(step.problems));
  // It is one step, which is undone as one.
  const back = undo(step.history);
  expect(back?.kind === 'done' && back.history.document).toEqual(document);
  return step.history.document;
}

function clipsOf(document: EditDocument): Clip[] {
  return (mainTrack(document)?.items ?? []).flatMap((item) => asClip(item) ?? []);
}

function placeOf(document: EditDocument, index = 0) {
  const [track, clip] = [mainTrack(document), clipsOf(document)[index]];
  if (track === null || clip === undefined) throw new Error('there is no clip');
  return { document, track, clip };
}

/** Talking at -20 dB before a room of -55 dB, with pauses between; 20 ms a step, of any height. */
function talk(seconds: number, pauses: readonly (readonly [from: number, to: number])[]): HeardSound {
  const levels = Uint8Array.from({ length: seconds * 50 }, (_, step) => {
    const at = (step + 0.5) / 50;
    const isPause = pauses.some(([from, to]) => at > from && at < to);
    return isPause ? 108 + (step % 5) : 34 + ((step * 7) % 19);
  });
  return { stepTicks: ticksOfMs(20), peaks: levels, levels };
}

/** Which pauses are found within 50 ms at both ends. */
function compared(found: readonly TimelineStretch[], pauses: readonly (readonly [number, number])[]) {
  const padding = ticksOfMs(usualSilences.paddingMs);
  const isThat = (stretch: TimelineStretch, [from, to]: readonly [number, number]) =>
    Math.abs(stretch.from - (from * second + padding)) <= 0.05 * second &&
    Math.abs(stretch.to - (to * second - padding)) <= 0.05 * second;
  const right = found.filter((stretch) => pauses.some((pause) => isThat(stretch, pause)));
  const reached = pauses.filter((pause) => found.some((stretch) => isThat(stretch, pause)));
  return { precision: right.length / found.length, recall: reached.length / pauses.length };
}

const pauses = Array.from({ length: 20 }, (_, n) => [3 * n + 1.33, 3 * n + 2.2 + (n % 4) * 0.11] as const);
const short = Array.from({ length: 20 }, (_, n) => [3 * n + 0.4, 3 * n + 0.7] as const);

it('pauses are found within 50 ms, short ones left alone, and a breath of each stays (GOAL-13)', () => {
  const { document, clip } = placeOf(filmOf(61));
  const heard = talk(61, [...pauses, ...short]);
  const found = silencesUnder(document, clip, heard, usualSilences);
  const { precision, recall } = compared(found, pauses);
  expect([precision, recall].map((share) => share >= 0.95)).toEqual([true, true]);
  expect(found.every(({ from, to }) => from % frame === 0 && to % frame === 0)).toBe(true);
  expect(silenceBound(heard)).toBeGreaterThan(27);
  expect(silenceBound(heard)).toBeLessThan(54);
});

it('what is found is cut out as one step, and the film closes up (GOAL-13)', () => {
  const place = placeOf(filmOf(61));
  const found = silencesUnder(place.document, place.clip, talk(61, pauses), usualSilences);
  const cut = perform(place.document, cutOut(place, found, newId));
  const gone = found.reduce((sum, { from, to }) => sum + to - from, 0);
  const clips = clipsOf(cut);
  expect(clips).toHaveLength(found.length + 1);
  expect(clips.reduce((sum, { duration }) => sum + duration, 0)).toBe(61 * second - gone);
  for (const [index, clip] of clips.entries()) {
    expect(clip.start).toBe(index === 0 ? 0 : endOf(clips[index - 1] ?? clip));
    const from = sourceAt(clip, 0);
    expect(found.some((each) => from < each.to && from + clip.duration > each.from)).toBe(false);
  }
});

it('pauses at both ends of a clip are trimmed, and a clip that is all silence is left (GOAL-13)', () => {
  const place = placeOf(filmOf(10));
  const heard = talk(10, [[0, 2] as const, [8, 10] as const]);
  const found = silencesUnder(place.document, place.clip, heard, usualSilences);
  const [only, ...others] = clipsOf(perform(place.document, cutOut(place, found, newId)));
  expect(others).toEqual([]);
  expect([only?.start, (only?.sourceIn ?? 0) / second, (only?.duration ?? 0) / second]).toEqual([
    0,
    expect.closeTo(1.88, 1),
    expect.closeTo(6.24, 1),
  ]);
  const all = [{ from: 0, to: 10 * second }];
  expect(cutOut(place, all, newId)).toEqual([]);
});

it('a clip at another speed, or a part of one, is cut where its own sound is silent (GOAL-13)', () => {
  const whole = filmOf(10);
  const half = splitAt(whole, 4 * second, { selectedId: null, newId: 'rest' });
  const halves = perform(whole, half === null ? [] : [half]);
  const retime = { kind: 'constant' as const, speed: { num: 2, den: 1 } };
  const fast = perform(halves, [{ kind: 'retime', item: 'rest', retime, ripple: true }]);
  const place = placeOf(fast, 1);
  const heard = talk(10, [[6, 8] as const]);
  const [found, ...others] = silencesUnder(place.document, place.clip, heard, usualSilences);
  expect(others).toEqual([]);
  // It begins 4 s into the film, and its pause 2 s of the source later, in half that time.
  expect((found?.from ?? 0) / second).toBeCloseTo(5.12, 1);
  expect((found?.to ?? 0) / second).toBeCloseTo(5.88, 1);
  expect(clipsOf(perform(fast, cutOut(place, found === undefined ? [] : [found], newId)))).toHaveLength(3);
});

it('a survey is read as it was written, and its moments are those of a clip’s own time', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
  const sound = { stepMs: 20, peaks: Buffer.from(bytes).toString('base64'), levels: 'AQ==', grid: null };
  const heard = readHeard(sound);
  expect([...heard.peaks]).toEqual([...bytes]);
  expect([...heard.levels]).toEqual([1]);
  expect(heard.stepTicks).toBe(second / 50);
  const { document, clip } = placeOf(filmOf(10));
  const late = { ...clip, start: 2 * second, sourceIn: 3 * second, duration: 4 * second };
  const scenes = [1, 3, 4.01, 4.011, 6.99, 7, 9].map((at) => Math.round(at * second));
  expect(scenesUnder(document, late, { scenes }).map((at) => at / second)).toEqual([3]);
  const grid = { tempoBpm: 60, beats: [2, 3, 4, 5, 6, 7, 8].map((at) => at * second) };
  expect(beatsUnder(late, grid).map((at) => at / second)).toEqual([2, 3, 4, 5]);
});
