import { expect, it } from 'vitest';
import { endOf, type EditDocument } from '../edit-document.ts';
import { performTogether } from '../operations/history.ts';
import type { Operation } from '../schema/operation.ts';
import { exactFrameTicks, ticksPerSecond as second } from '../time/ticks.ts';
import { asClip, mainTrack, type Clip } from './clips.ts';
import { everyNth, layOnBeats, splitAtAll } from './cuts-at.ts';
import { emptyDocument, insertMaterial } from './project-edits.ts';

let count = 0;
const newId = (): string => `n${(count += 1)}`;

function perform(document: EditDocument, operations: readonly Operation[]): EditDocument {
  const step = performTogether({ document, done: [], undone: [] }, operations);
  if (step.kind === 'refused') throw new Error(JSON.stringify(step.problems));
  return step.history.document;
}

/** A film of clips that each show so many seconds of a longer source, at 30 frames a second. */
function filmOf(lengths: readonly number[], sourceSeconds = 20): EditDocument {
  const source = (n: number) => ({
    ...{ kind: 'video' as const, assetId: `a${n}`, sha256: `${n}`.repeat(64), hasSound: true },
    ...{ duration: sourceSeconds * second, widthPx: 1920, heightPx: 1080, fps: { num: 30, den: 1 } },
  });
  return lengths.reduce((document, length, n) => {
    const whole = perform(document, insertMaterial(document, source(n), { before: null, newId }));
    const id = mainTrack(whole)?.items.at(-1)?.id ?? '';
    const by = (length - sourceSeconds) * second;
    return perform(whole, [{ kind: 'trimOut', item: id, by, ripple: true }]);
  }, emptyDocument());
}

const clipsOf = (document: EditDocument): Clip[] =>
  (mainTrack(document)?.items ?? []).flatMap((item) => asClip(item) ?? []);
const cutsOf = (document: EditDocument): number[] => clipsOf(document).map(endOf).slice(0, -1);

it('cuts of a film are laid on beats, each within a frame (GOAL-14)', () => {
  const document = filmOf([2.1, 1.4, 3.3, 0.9, 2.6, 4]);
  const frame = exactFrameTicks(document.fps);
  // 97.3 beats a minute, from 0.37 s on.
  const beats = Array.from({ length: 24 }, (_, n) => Math.round((0.37 + (n * 60) / 97.3) * second));
  const laid = perform(document, layOnBeats(document, beats));
  const cuts = cutsOf(laid);
  expect(cuts).toHaveLength(5);
  for (const cut of cuts) {
    expect(cut % frame).toBe(0);
    expect(Math.min(...beats.map((beat) => Math.abs(beat - cut)))).toBeLessThanOrEqual(frame);
  }
  // Each goes to the beat that is nearest.
  const moved = cuts.map((cut, index) => Math.abs(cut - (cutsOf(document)[index] ?? 0)));
  expect(Math.max(...moved)).toBeLessThan(0.65 * 5 * second);
  expect(layOnBeats(laid, beats)).toEqual([]);
});

it('a clip whose source has no more ends on an earlier beat, and one beyond the last stays (GOAL-14)', () => {
  const document = filmOf([2, 2, 2], 2);
  const laid = perform(
    document,
    layOnBeats(
      document,
      everyNth(
        [0, 1.1, 2.2, 3.3].map((at) => at * second),
        1,
      ),
    ),
  );
  expect(cutsOf(laid).map((cut) => Number((cut / second).toFixed(2)))).toEqual([1.1, 2.2]);
  const early = perform(document, layOnBeats(document, [0, 1.1 * second, 2.2 * second]));
  expect(cutsOf(early).map((cut) => Number((cut / second).toFixed(2)))).toEqual([1.1, 3.1]);
  expect(layOnBeats(document, [])).toEqual([]);
  expect(layOnBeats(emptyDocument(), [second])).toEqual([]);
});

it('a clip is split at changes of scene, but for those next to its ends (GOAL-15)', () => {
  const document = filmOf([10]);
  const [clip] = clipsOf(document);
  const track = mainTrack(document);
  if (clip === undefined || track === null) throw new Error('there is no clip');
  const times = [0.05, 2, 2.1, 5.5, 9.95].map((at) => at * second);
  const cut = perform(document, splitAtAll(document, { track, clip }, times, newId));
  expect(cutsOf(cut).map((at) => at / second)).toEqual([2, 5.5]);
  expect(clipsOf(cut)[0]?.id).toBe(clip.id);
});

it('a clip that comes out of a transition is not split within it (GOAL-15)', () => {
  const film = filmOf([4, 4]);
  const to = clipsOf(film)[1]?.id ?? '';
  const [from] = clipsOf(film);
  const document = perform(film, [
    {
      ...{ kind: 'addTransition', track: mainTrack(film)?.id ?? '' },
      transition: { id: 't', kind: 'fade', from: from?.id ?? '', to, before: second / 2, after: second / 2 },
    },
  ]);
  const track = mainTrack(document);
  const clip = clipsOf(document)[1];
  if (clip === undefined || track === null) throw new Error('there is no clip');
  const times = [4.3, 6].map((at) => at * second);
  const cut = perform(document, splitAtAll(document, { track, clip }, times, newId));
  expect(cutsOf(cut).map((at) => at / second)).toEqual([4, 6]);
});
