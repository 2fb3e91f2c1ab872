import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EditDocument } from '../edit-document.ts';
import { anyDocument } from '../testing/any-document.ts';
import { dressedDocument, seconds } from '../testing/sample-document.ts';
import { setAt } from '../testing/set-at.ts';
import { sourceAt } from '../time/retime.ts';
import { amplitudeAt, evaluateSound } from './evaluate-sound.ts';

const heard = (document: EditDocument) => evaluateSound(document).map(({ itemId }) => itemId);
const segmentOf = (document: EditDocument, id: string) => {
  const segment = evaluateSound(document).find(({ itemId }) => itemId === id);
  if (segment === undefined) throw new Error(`nothing is heard of ${id}`);
  return segment;
};
const decibels = (amplitude: number) => 20 * Math.log10(amplitude);
/** Without what the dressed document ducks. */
const plain = () => setAt(dressedDocument(), 'mix.ducking', undefined);

describe('what is heard', () => {
  it('is what is not muted, and only what is solo if anything is (EVL-9)', () => {
    const document = dressedDocument();
    expect(heard(document)).toEqual(['a', 'b', 'c', 'tune']);
    expect(heard(setAt(document, 'tracks.0.muted', true))).toEqual(['tune']);
    expect(heard(setAt(document, 'tracks.4.solo', true))).toEqual(['tune']);
    expect(heard(setAt(document, 'tracks.0.items.0.sound.muted', true))).toEqual(['b', 'c', 'tune']);
    expect(heard(setAt(document, 'tracks.0.items.1.disabled', true))).toEqual(['a', 'c', 'tune']);
    expect(heard(setAt(document, 'assets.film.hasSound', false))).toEqual(['b', 'tune']);
    // What is hidden is still heard.
    expect(heard(setAt(document, 'tracks.0.hidden', true))).toEqual(['a', 'b', 'c', 'tune']);
  });

  it('adds gains of clip and track, also by key frames (EVL-9)', () => {
    const tune = segmentOf(plain(), 'tune');
    expect(decibels(amplitudeAt(tune, seconds(5)))).toBeCloseTo(-6, 9);
    const keys = {
      keys: [
        { at: 0, value: -20 },
        { at: seconds(10), value: 0 },
      ],
    };
    const risen = segmentOf(setAt(plain(), 'tracks.4.items.0.sound.gain', keys), 'tune');
    expect(decibels(amplitudeAt(risen, seconds(5)))).toBeCloseTo(-16, 9);
    expect(amplitudeAt(segmentOf(setAt(plain(), 'tracks.4.gain', -96), 'tune'), seconds(5))).toBe(0);
  });

  it.each(['linear', 'equalPower', 'smooth', 'exponential', 'logarithmic', 'cubic'])(
    'fades by the curve %s from nothing to all (EVL-9)',
    (curve) => {
      const document = setAt(plain(), 'tracks.0.items.0.sound', { fadeIn: { duration: seconds(1), curve } });
      const segment = segmentOf(document, 'a');
      const rising = [0, 0.25, 0.5, 0.75, 1, 2].map((second) => amplitudeAt(segment, seconds(second)));
      expect(rising[0]).toBe(0);
      expect(rising.slice(-2)).toEqual([1, 1]);
      expect(rising).toEqual(rising.toSorted((a, b) => a - b));
      const expected = {
        linear: 0.5,
        equalPower: Math.SQRT1_2,
        smooth: 0.5,
        exponential: 0.25,
        logarithmic: 0.75,
        cubic: 0.125,
      };
      expect(rising[2]).toBeCloseTo(expected[curve as keyof typeof expected], 12); // as: the names are those of the table
    },
  );

  it('fades out up to the end, and where a fade was cut in two goes on in the second half (EVL-9)', () => {
    const tune = segmentOf(setAt(plain(), 'tracks.4.gain', 0), 'tune');
    expect([9, 10, 11, 12].map((second) => amplitudeAt(tune, seconds(second)))).toEqual([1, 1, 0.5, 0]);
    const rest = { duration: seconds(2), curve: 'linear', beyond: seconds(1.5) };
    const cut = segmentOf(
      setAt(setAt(plain(), 'tracks.4.gain', 0), 'tracks.4.items.0.sound', { fadeIn: rest }),
      'tune',
    );
    expect([0, 0.25, 0.5].map((second) => amplitudeAt(cut, seconds(second)))).toEqual([0.75, 0.875, 1]);
  });

  it('keeps the power through a crossfade, which both clips are heard for (EVL-9)', () => {
    const document = setAt(plain(), 'tracks.0.items.0.sound', undefined);
    const [going, coming] = [segmentOf(document, 'a'), segmentOf(document, 'b')];
    expect([going.end, coming.start]).toEqual([seconds(4.5), seconds(3.5)]);
    for (const second of [3.5, 3.7, 4, 4.3, 4.499]) {
      const power = [going, coming].reduce((sum, each) => sum + amplitudeAt(each, seconds(second)) ** 2, 0);
      expect(power).toBeCloseTo(1, 9);
    }
    const cut = setAt(document, 'tracks.0.transitions.0.sound', 'cut');
    expect([segmentOf(cut, 'a').end, segmentOf(cut, 'b').start]).toEqual([seconds(4), seconds(4)]);
  });

  it('is nothing that a source does not have (EVL-10)', () => {
    fc.assert(
      fc.property(anyDocument, fc.double({ min: 0, max: 1, noNaN: true }), (document, share) => {
        for (const segment of evaluateSound(document)) {
          const at = Math.floor(segment.start + (segment.end - 1 - segment.start) * share);
          const source = sourceAt(segment.timing, at - segment.clipStart);
          expect(source).toBeGreaterThanOrEqual(0);
          expect(source).toBeLessThanOrEqual(seconds(3600));
          expect(segment.timing.retime?.kind).not.toBe('freeze');
        }
      }),
      { seed: 1 },
    );
    // Half a second of handle is asked for; there are 0.2 s before the in point.
    const short = setAt(plain(), 'tracks.0.items.1', {
      ...{
        id: 'b',
        kind: 'clip',
        start: seconds(4),
        duration: seconds(3),
        asset: 'film',
        sourceIn: seconds(0.2),
      },
    });
    expect(segmentOf(short, 'b').start).toBe(seconds(3.8));
  });

  it('gives way to voice, and does not rise for a breath (EVL-11)', () => {
    let document = setAt(dressedDocument(), 'tracks.4.gain', 0);
    document = setAt(document, 'tracks.0.transitions', []);
    document = setAt(document, 'tracks.0.items.0.sound', { muted: true });
    // Voice from 4 s to 6.7 s, and from 7 s to 9 s: a breath of 0.3 s.
    document = setAt(document, 'tracks.0.items.1.duration', seconds(2.7));
    const tune = segmentOf(document, 'tune');
    const at = (second: number) => decibels(amplitudeAt(tune, seconds(second)));
    const lowered = [3.9, 3.95, 4, 6.8, 7, 9, 9.2, 9.4].map(at);
    [0, -6, -12, -12, -12, -12, -6, 0].forEach((each, index) => {
      expect(lowered[index]).toBeCloseTo(each, 6);
    });
  });
});
