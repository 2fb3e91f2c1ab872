import { type Cue, readCaptions, writeAss, writeVtt } from '@weireel/captions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EditDocument } from '../edit-document.ts';
import { dressedDocument, emptyDocument } from '../testing/sample-document.ts';
import { checkDocument } from '../validation/check-document.ts';
import { captionTrack, cuesOf } from './captions.ts';

function withCues(cues: readonly Cue[], fps = { num: 30_000, den: 1001 }): EditDocument {
  let count = 0;
  const track = captionTrack(cues, fps, () => `c${(count += 1)}`);
  return { ...emptyDocument(), fps, tracks: [track] };
}

const cue = (startMs: number, endMs: number, text: string): Cue => ({ startMs, endMs, text, words: null });

describe('captions of a document', () => {
  it('come back as they were, to half a frame (OTI-5, GOAL-40)', () => {
    const anyCues = fc
      .array(
        fc.tuple(
          fc.integer({ min: 0, max: 3000 }),
          fc.integer({ min: 40, max: 3000 }),
          fc.constantFrom('好', 'a b', 'x\ny'),
        ),
        { maxLength: 50 },
      )
      .map((rows) => {
        let at = 0;
        return rows.map(([gap, length, text]) => {
          const each = cue(at + gap, at + gap + length, text);
          at = each.endMs;
          return each;
        });
      });
    fc.assert(
      fc.property(anyCues, (cues) => {
        const document = withCues(cues);
        expect(checkDocument(document).problems).toEqual([]);
        const back = cuesOf(document);
        expect(back.map(({ text }) => text)).toEqual(cues.map(({ text }) => text));
        for (const [index, { startMs, endMs }] of back.entries()) {
          expect(Math.abs(startMs - (cues[index]?.startMs ?? 0))).toBeLessThan(18);
          expect(Math.abs(endMs - (cues[index]?.endMs ?? 0))).toBeLessThan(18);
        }
      }),
      { seed: 1 },
    );
  });

  it('keep the times of words through a file and back (OTI-5, GOAL-40)', () => {
    const [said] = cuesOf(dressedDocument());
    expect(said).toEqual({
      ...{ startMs: 500, endMs: 2500, text: '大家好' },
      words: [
        { text: '大家', startMs: 500, endMs: 1100 },
        { text: '好', startMs: 1200, endMs: 1700 },
      ],
    });
    // WebVTT times beginnings, karaoke the ends, too.
    const ends = { vtt: [1200, 2500], ass: [1100, 1700] };
    for (const [format, write] of [
      ['vtt', writeVtt],
      ['ass', writeAss],
    ] as const) {
      const { cues } = readCaptions(write(cuesOf(dressedDocument())));
      const document = withCues(cues, { num: 50, den: 1 });
      expect(checkDocument(document).problems).toEqual([]);
      const words = cuesOf(document)[0]?.words;
      expect(words?.map(({ startMs }) => startMs)).toEqual([500, 1200]);
      expect(words?.map(({ endMs }) => endMs)).toEqual(ends[format]);
    }
  });

  it('lie under one another or end early where cues overlap, as no track may (OTI-5)', () => {
    const document = withCues([
      cue(0, 2000, '一'),
      cue(0, 3000, '二'),
      cue(1000, 4000, '三'),
      cue(700_000, 701_000, '太晚'),
    ]);
    expect(checkDocument(document).problems).toEqual([]);
    expect(cuesOf(document).map(({ text }) => text)).toEqual(['一\n二', '三']);
  });
});
