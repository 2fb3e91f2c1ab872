import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cue, captionLimits, plainText } from './cue.ts';
import { readCaptions } from './read-captions.ts';
import { writeAss } from './ass.ts';
import { writeSrt } from './srt.ts';
import { tidyCues } from './tidy-cues.ts';
import { writeVtt, writeVttSegment } from './vtt.ts';

const lines = (...each: string[]) => each.join('\n');
const cue = (startMs: number, endMs: number, text: string): Cue => ({ startMs, endMs, text, words: null });

const srt = lines(
  '1',
  '00:00:01,000 --> 00:00:02,500',
  '<i>大家好</i>，',
  '<font color="#ff0000">欢迎</font>',
  '',
  '2',
  '00:01:00.5 --> 00:01:02,25 X1:40 Y1:50',
  '{\\an8}A < B & C > D',
  '',
);

describe('caption files', () => {
  it('are known by their beginning, whatever the system that wrote them (CAP-1)', () => {
    const cues = [cue(1000, 2500, '大家好，\n欢迎'), cue(60_500, 62_250, 'A < B & C > D')];
    for (const text of [srt, `\ufeff${srt}`, srt.replaceAll('\n', '\r\n'), srt.replaceAll('\n', '\r')]) {
      expect(readCaptions(text)).toEqual({ format: 'srt', cues, problems: [] });
    }
    expect(readCaptions('WEBVTT - title\n\n00:01.000 --> 00:02.000\nx').format).toBe('vtt');
    expect(readCaptions('\n[Script Info]\n; by hand\n').format).toBe('ass');
    expect(readCaptions('WEBVTTX\n').format).toBe('srt');
  });

  it('of SubRip are read without numbers, without empty lines and out of order (CAP-2)', () => {
    const text = lines(
      '00:00:05,000 --> 00:00:06,000',
      'second',
      '7',
      '00:00:01,000 --> 00:00:02,000',
      '2026',
      '',
      'no part of it',
      '',
      '01:02,000 --> 01:03,000',
      '42',
    );
    expect(readCaptions(text).cues).toEqual([
      cue(1000, 2000, '2026'),
      cue(5000, 6000, 'second'),
      cue(62_000, 63_000, '42'),
    ]);
  });

  it('of WebVTT are read without settings, styles, comments and tags (CAP-2)', () => {
    const text = lines(
      'WEBVTT',
      'Kind: captions',
      '',
      'STYLE',
      '::cue { color: red }',
      '',
      'NOTE a comment --> not a time',
      '',
      'first',
      '00:01.000 --> 00:00:02.500 align:start position:10%',
      '<v 小明><c.loud>你好</c></v> &amp; &lt;b&gt; &#20320;&#x597D;&nbsp;&unknown;',
      '- 第二行',
      '',
      '100:00:00.000 --> 100:00:01.000',
      'late',
    );
    const { cues, problems } = readCaptions(text);
    expect(cues).toEqual([cue(1000, 2500, '你好 & <b> 你好\u00a0&unknown;\n- 第二行')]);
    expect(problems).toEqual([{ line: 14, code: 'bad_time' }]);
  });

  it('of ASS are read without overrides and drawings, in whatever order its fields are (CAP-2)', () => {
    const text = lines(
      '[Script Info]',
      'Dialogue: 0,0:00:00.00,0:00:01.00,,,0,0,0,,not an event',
      '[Events]',
      'Format: Start, End, Text',
      'Comment: 0:00:00.00,0:00:01.00,a comment',
      'Dialogue: 0:00:01.50,0:00:02.75,{\\b1\\c&H00FF&}你好, {\\i1}世界\\N第二行\\h末{a note}',
      'Dialogue: 0:00:03.00,0:00:04.00,{\\p1}m 0 0 l 100 0{\\p0}seen',
    );
    expect(readCaptions(text).cues).toEqual([
      cue(1500, 2750, '你好, 世界\n第二行\u00a0末'),
      cue(3000, 4000, 'seen'),
    ]);
  });

  it('are read but for what is no cue, which is told of with its line (CAP-3)', () => {
    const text = lines(
      '1',
      '00:00:01,000 --> 00:00:01,000',
      'no time',
      '',
      '2',
      '00:61:00,000 --> 00:62:00,000',
      'no such minute',
      '',
      '3',
      '00:00:03,000 --> 00:00:04,000',
      '<i> </i>',
      '',
      '4',
      '00:00:05,000 --> 00:00:06,000',
      'good',
    );
    expect(readCaptions(text)).toEqual({
      format: 'srt',
      cues: [cue(5000, 6000, 'good')],
      problems: [
        { line: 2, code: 'no_duration' },
        { line: 6, code: 'bad_time' },
        { line: 10, code: 'no_text' },
      ],
    });
    expect(readCaptions('a letter to somebody')).toMatchObject({ cues: [], problems: [{ line: 1 }] });
    expect(readCaptions('')).toEqual({ format: 'srt', cues: [], problems: [] });
  });

  it('keep the times of words (CAP-4)', () => {
    const vtt = lines(
      'WEBVTT',
      '',
      '00:01.000 --> 00:03.000',
      '<00:01.000><c>你</c><00:01.500>好 <00:02.000>world',
    );
    const words = [
      { text: '你', startMs: 1000, endMs: 1500 },
      { text: '好 ', startMs: 1500, endMs: 2000 },
      { text: 'world', startMs: 2000, endMs: 3000 },
    ];
    expect(readCaptions(vtt).cues).toEqual([{ startMs: 1000, endMs: 3000, text: '你好 world', words }]);
    const ass = lines(
      '[Events]',
      'Dialogue: 0,0:00:01.00,0:00:03.00,,,0,0,0,,{\\k50}你{\\kf50}好 {\\K100}world',
    );
    expect(readCaptions(ass).cues).toEqual([{ startMs: 1000, endMs: 3000, text: '你好 world', words }]);
    // Times that run backwards time nothing.
    expect(readCaptions(vtt.replace('<00:02.000>', '<00:01.200>')).cues[0]?.words).toBeNull();
  });

  const anyText = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        fc.constantFrom(
          '-->',
          '<i>',
          '{\\b1}',
          '\\N',
          '\\',
          '&lt;',
          '&',
          '\n',
          '7',
          '00:00:01,000 --> 00:00:02,000',
        ),
        fc.constantFrom(
          'NOTE',
          'WEBVTT',
          '[Events]',
          'Dialogue: 0,0:00:00.00',
          '你好',
          '👋🏽',
          '{',
          '}',
          '<',
          '\u00a0x',
        ),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => plainText(parts.join('')))
    .filter((text) => text !== '');

  const anyCues = (stepMs: number) =>
    fc
      .array(fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 900 }), anyText), {
        minLength: 1,
        maxLength: 8,
      })
      .map((rows) => {
        let at = 0;
        return rows.map(([gap, length, text]): Cue => {
          const startMs = at + gap * stepMs;
          at = startMs + length * stepMs;
          return cue(startMs, at, text);
        });
      });

  it.each([
    ['srt', writeSrt, 1],
    ['vtt', writeVtt, 1],
    ['ass', writeAss, 10],
  ] as const)(
    'written as %s are read again as they were, whatever their text (CAP-5, GOAL-40)',
    (format, write, stepMs) => {
      fc.assert(
        fc.property(anyCues(stepMs), (cues) => {
          expect(readCaptions(write(cues))).toEqual({ format, cues, problems: [] });
        }),
        { seed: 1, numRuns: 300 },
      );
    },
  );

  it.each([
    ['vtt', writeVtt],
    ['ass', writeAss],
  ] as const)('written as %s keep the times of words (CAP-5)', (_, write) => {
    const words = ['你', '{好}', ' a&b', '\\N'].map((text, index) => ({
      ...{ text, startMs: 500 + index * 300, endMs: 800 + index * 300 },
    }));
    const cues = [{ startMs: 500, endMs: 1700, text: words.map(({ text }) => text).join(''), words }];
    expect(readCaptions(write(cues)).cues).toEqual(cues);
  });

  it('say in HLS where their times are counted from, and are read as before (CAP-8)', () => {
    const cues = [cue(0, 900, 'a'), cue(900, 1500, 'X-TIMESTAMP-MAP=MPEGTS:9')];
    const text = writeVttSegment(cues);
    expect(text.split('\n\n')[0]).toBe('WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000');
    expect(readCaptions(text)).toEqual({ format: 'vtt', cues, problems: [] });
    expect(readCaptions(writeVttSegment([]))).toMatchObject({ cues: [], problems: [] });
  });

  it('that somebody writes are tidied, and told of one by one where they are wrong (CAP-9)', () => {
    const given = [
      ...[cue(5000, 6000, ' late\n\n \u0007x'), cue(1000, 2000, 'early'), cue(3000, 3000, 'none')],
      ...[cue(-1, 500, 'before'), cue(1, 2, ' '), cue(0, captionLimits.endMs + 1, 'for ever')],
    ];
    expect(tidyCues(given)).toEqual({
      cues: [cue(1000, 2000, 'early'), cue(5000, 6000, 'late\nx')],
      problems: [
        ...[
          { line: 3, code: 'no_duration' },
          { line: 4, code: 'bad_time' },
        ],
        ...[
          { line: 5, code: 'no_text' },
          { line: 6, code: 'bad_time' },
        ],
      ],
    });
    const many = Array.from({ length: captionLimits.cues + 1 }, () => cue(0, 1, 'x'));
    expect(tidyCues(many).problems).toEqual([{ line: captionLimits.cues + 1, code: 'too_many' }]);
  });

  it('end soon, whatever comes in (CAP-6)', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        'WEBVTT\n',
        '\n\n',
        '00:00:01.000 --> 00:00:02.000\n',
        '[Events]\n',
        'Format: ,,\n',
        'Dialogue: ',
        '<',
        '{',
        '\\k99',
        '&#x110000;',
        '&#0;',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
        for (const { startMs, endMs, text } of readCaptions(parts.join('')).cues) {
          expect(endMs).toBeGreaterThan(startMs);
          expect(text).toBe(plainText(text));
        }
      }),
      { seed: 1, numRuns: 1000 },
    );
    const many = Array.from(
      { length: 6000 },
      (_, index) => `0:${String(index % 60).padStart(2, '0')}:00,000 --> 9:00:00,000\nx\n`,
    ).join('\n');
    expect(readCaptions(many)).toMatchObject({ problems: [{ code: 'too_many' }] });
    expect(readCaptions(many).cues).toHaveLength(captionLimits.cues);
    expect(readCaptions('x'.repeat(captionLimits.characters + 1))).toMatchObject({
      cues: [],
      problems: [{ code: 'too_many' }],
    });
    for (const hostile of [
      '<'.repeat(200_000),
      '{'.repeat(200_000),
      '&'.repeat(200_000),
      '0'.repeat(200_000),
      ' -->'.repeat(50_000),
      '{\\'.repeat(100_000),
    ]) {
      readCaptions(hostile);
      readCaptions(`WEBVTT\n\n00:01.000 --> 00:02.000\n${hostile}`);
      readCaptions(`[Events]\nDialogue: 0,0:00:00.00,0:00:01.00,,,0,0,0,,${hostile}`);
    }
  });
});
