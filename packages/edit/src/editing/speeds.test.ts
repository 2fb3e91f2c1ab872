import { expect, it } from 'vitest';
import type { EditDocument } from '../edit-document.ts';
import { performTogether } from '../operations/history.ts';
import type { Operation } from '../schema/operation.ts';
import { sourceAt, speedAt } from '../time/retime.ts';
import { exactFrameTicks, ticksPerSecond as second } from '../time/ticks.ts';
import { asClip, mainTrack } from './clips.ts';
import { emptyDocument, insertMaterial } from './project-edits.ts';
import { setSpeed, setSpeedCurve, speedCurveOf, speedCurves, speedOf } from './speeds.ts';

let count = 0;
const newId = (): string => `n${(count += 1)}`;

function perform(document: EditDocument, operations: readonly Operation[]): EditDocument {
  const step = performTogether({ document, done: [], undone: [] }, operations);
  if (step.kind === 'refused') throw new Error(JSON.stringify(step.problems));
  return step.history.document;
}

/** The only clip of a film, with its track. */
function placeOf(document: EditDocument) {
  const track = mainTrack(document);
  const clip = asClip(track?.items[0]);
  if (track === null || clip === null) throw new Error('there is no clip');
  return { track, clip };
}

const source = {
  ...{ kind: 'video' as const, assetId: 'a', sha256: '0'.repeat(64), duration: 6 * second },
  ...{ widthPx: 1920, heightPx: 1080, fps: { num: 25, den: 1 }, hasSound: true },
};
const film = perform(emptyDocument(), insertMaterial(emptyDocument(), source, { before: null, newId }));

it.each(speedCurves)('all of a clip plays along the curve %s, and never stands or turns (GOAL-5)', (name) => {
  const { track, clip } = placeOf(film);
  const curved = perform(film, [setSpeedCurve(film, track, clip, name)]);
  const after = placeOf(curved).clip;
  expect(speedCurveOf(after)).toBe(name);
  expect(speedOf(after)).toBeNull();
  const frame = exactFrameTicks(curved.fps);
  expect(after.duration % frame).toBe(0);
  // But for what the last frame, at the speed that it has, does not show.
  const played = sourceAt(after, after.duration);
  expect(played).toBeLessThanOrEqual(6 * second);
  expect(played).toBeGreaterThan(6 * second - frame * (1 + speedAt(after, after.duration)));
  const times = Array.from({ length: after.duration / frame }, (_, n) => sourceAt(after, n * frame));
  expect(times.every((at, n) => n === 0 || at > (times[n - 1] ?? 0))).toBe(true);
});

it('a curve keeps direction and pitch of a clip, and gives way to one speed (GOAL-5)', () => {
  const { track, clip } = placeOf(film);
  const speed = { num: 2, den: 1 };
  const retime = { kind: 'constant' as const, speed, reversed: true, keepsPitch: false };
  const back = perform(film, [{ kind: 'retime', item: clip.id, retime, ripple: true }]);
  const curved = perform(back, [setSpeedCurve(back, track, placeOf(back).clip, 'hero')]);
  const after = placeOf(curved).clip;
  expect(after.retime).toMatchObject({ kind: 'curve', reversed: true, keepsPitch: false });
  expect(Math.abs(sourceAt(after, 0) - 6 * second)).toBeLessThan(second / 10);
  const plain = perform(curved, [setSpeed(curved, track, after, 8)]);
  expect(placeOf(plain).clip.retime).toMatchObject({ ...retime, speed: { num: 8, den: 4 } });
  expect(speedCurveOf(clip)).toBeNull();
});
