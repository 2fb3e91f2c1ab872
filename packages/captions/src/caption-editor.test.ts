import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCaptionEditor } from './caption-editor.ts';
import { readCaptionTime, writeCaptionTime } from './caption-time.ts';
import type { Cue } from './cue.ts';

const cue = (startMs: number, endMs: number, text: string): Cue => ({ startMs, endMs, text, words: null });
const open = () =>
  createCaptionEditor([cue(1000, 2000, 'one'), cue(2000, 4000, '你好世界'), cue(5000, 6000, 'x')]);
const seen = (editor: ReturnType<typeof open>) =>
  editor.cues().map(({ startMs, endMs, text }) => `${startMs}–${endMs} ${text}`);

describe('an editor of captions', () => {
  it('parts a cue where the cursor stands, and its time with it', () => {
    const editor = open();
    const second = editor.split(2, 2);
    expect(seen(editor)).toEqual(['1000–2000 one', '2000–3000 你好', '3000–4000 世界', '5000–6000 x']);
    expect(editor.cues()[2]?.id).toBe(second);
    editor.merge(2);
    expect(seen(editor)[1]).toBe('2000–4000 你好\n世界');
    editor.merge(3);
    expect(seen(editor)).toHaveLength(3);
  });

  it('adds a cue where there is room, and puts what is moved where its time is', () => {
    const editor = open();
    const id = editor.add(4500);
    expect(seen(editor)[2]).toBe('4500–5000 ');
    expect(editor.problems()).toEqual(new Map([[id, 'no_text']]));
    editor.change(1, { startMs: 7000, endMs: 8000 });
    expect(editor.cues().at(-1)?.text).toBe('one');
    editor.change(1, { endMs: 7000 });
    expect(editor.problems().get(1)).toBe('no_duration');
    editor.remove(1);
    expect(editor.problems().has(1)).toBe(false);
  });

  it('moves all at once, and none before the beginning', () => {
    const editor = open();
    editor.shiftAll(500);
    expect(seen(editor)[0]).toBe('1500–2500 one');
    editor.shiftAll(-9000);
    expect(seen(editor)).toEqual(['0–1000 one', '1000–3000 你好世界', '4000–5000 x']);
  });

  it('takes back what is typed in one go at once', () => {
    const editor = open();
    for (const text of ['on', 'o', 'ot']) editor.change(1, { text });
    editor.change(2, { text: '再见' });
    expect(editor.undo()).toBe(true);
    expect(seen(editor)[0]).toBe('1000–2000 ot');
    expect(editor.undo()).toBe(true);
    expect(seen(editor)).toEqual(seen(open()));
    expect(editor.undo()).toBe(false);
    expect([editor.redo(), editor.redo(), editor.redo()]).toEqual([true, true, false]);
    expect(editor.cues()[1]?.text).toBe('再见');
  });

  it('comes back to where it began, whatever was done', () => {
    const deed = fc.tuple(
      fc.constantFrom('change', 'add', 'split', 'merge', 'remove', 'shiftAll'),
      fc.nat(5),
      fc.nat(9),
    );
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 30 }), (deeds) => {
        const editor = open();
        for (const [name, id, n] of deeds) {
          if (name === 'change') editor.change(id, { text: String(n) });
          else if (name === 'add') editor.add(n * 1000);
          else if (name === 'split') editor.split(id, n);
          else if (name === 'shiftAll') editor.shiftAll((n - 5) * 1000);
          else editor[name](id);
          const starts = editor.cues().map(({ startMs }) => startMs);
          expect(starts).toEqual(starts.toSorted((a, b) => a - b));
          expect(new Set(editor.cues().map((each) => each.id)).size).toBe(starts.length);
        }
        while (editor.undo());
        expect(seen(editor)).toEqual(seen(open()));
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

it.each([
  ['1:02.5', 62_500, '1:02.500'],
  ['7', 7000, '0:07.000'],
  ['1：00：02,25', 3_602_250, '1:00:02.250'],
  ['0:00', 0, '0:00.000'],
])('«%s» is %i ms', (text, ms, written) => {
  expect(readCaptionTime(text)).toBe(ms);
  expect(writeCaptionTime(ms)).toBe(written);
  expect(readCaptionTime(written)).toBe(ms);
});

it.each(['', 'x', '1:', '1:61', '-1', '1:2:3:4', '1.2345'])('«%s» is no moment', (text) => {
  expect(readCaptionTime(text)).toBeNull();
});
