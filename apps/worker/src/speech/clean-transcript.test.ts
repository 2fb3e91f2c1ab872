import { mostCaptions } from '@weireel/contract';
import { expect, test } from 'vitest';
import { cleanTranscript } from './clean-transcript.ts';

const piece = { fromMs: 60_000, lengthMs: 10_000 };
const said = (segments: unknown) =>
  cleanTranscript({ segments }, piece).map(({ startMs, endMs, text }) => [startMs, endMs, text]);

test('lines stand at their moments of the film, in the order in which they are spoken', () => {
  const segments = [
    { start: 4.5, end: 9, text: ' Second' },
    { start: 0.25, end: 5, text: ' First, until the next one' },
  ];
  expect(said(segments)).toEqual([
    [60_250, 64_500, 'First, until the next one'],
    [64_500, 69_000, 'Second'],
  ]);
});

test('times lie within the piece, whatever was answered, and what has none is left out', () => {
  const segments = [
    { start: -5, end: 2, text: 'before' },
    { start: 9, end: 1e9, text: 'beyond the end' },
    { start: 3, end: 3, text: 'no time' },
    { start: 5, end: 4, text: 'backwards' },
    { start: 20, end: 30, text: 'after the end' },
    { start: '1', end: 2, text: 'no number' },
    { start: 6, end: 7, text: 8 },
    ...[null, 'line', [], {}],
  ];
  expect(said(segments)).toEqual([
    [60_000, 62_000, 'before'],
    [69_000, 70_000, 'beyond the end'],
  ]);
});

test('texts are plain: no markup, no marks of the engine, no control characters, and no longer than a caption', () => {
  const text = (words: string) => said([{ start: 0, end: 1, text: words }]).map(([, , each]) => each);
  expect(text('<|zh|><b onclick=x>大家好</b><img src=x onerror=alert(1)>\u0007 1 < 2')).toEqual([
    '大家好 1 < 2',
  ]);
  expect(text('<|nospeech|> \n ')).toEqual([]);
  expect(text('x'.repeat(1e6))).toEqual(['x'.repeat(2000)]);
  expect(text(`${'x'.repeat(1999)}😀`)[0]).toMatch(/^x{1999}.?$/u);
});

test.each([null, 'text', [], {}, { text: 'Hello' }, { segments: {} }])('%j is no transcript', (answer) => {
  expect(() => cleanTranscript(answer, piece)).toThrow(expect.objectContaining({ code: 'speech_failed' }));
});

test('there are no more lines than a piece can have', () => {
  const segments = Array.from({ length: 100_000 }, () => ({ start: 0, end: 10, text: 'a' }));
  expect(said(segments).length).toBeLessThan(mostCaptions);
});
