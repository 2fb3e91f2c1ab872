import { describe, expect, it } from 'vitest';
import { countSheets, planStoryboard, writeStoryboardVtt } from './storyboard.ts';

describe('a storyboard', () => {
  it.each([
    [
      'a short portrait clip',
      8067,
      1080,
      1920,
      { intervalMs: 1000, count: 9, columns: 9, rows: 1, tileWidthPx: 90 },
    ],
    ['half a second', 300, 1280, 720, { intervalMs: 1000, count: 1, columns: 1, rows: 1, tileHeightPx: 90 }],
    ['five minutes', 300_000, 1920, 1080, { intervalMs: 1000, count: 300, columns: 10, rows: 10 }],
    ['two hours', 7_200_000, 1920, 1080, { intervalMs: 9000, count: 800, columns: 10, rows: 10 }],
  ])('of %s has its layout', (_name, durationMs, widthPx, heightPx, layout) => {
    expect(planStoryboard(durationMs, { widthPx, heightPx })).toMatchObject(layout);
  });

  it('names a rectangle for every moment', () => {
    const storyboard = planStoryboard(11_500, { widthPx: 1280, heightPx: 720 });
    expect(writeStoryboardVtt(storyboard, 11_500, ['s.jpg?exp=1'])).toBe(
      [
        'WEBVTT\n',
        ...Array.from({ length: 10 }, (_, n) => {
          const second = (value: number): string => `00:00:${String(value).padStart(2, '0')}.000`;
          return `${second(n)} --> ${second(n + 1)}\ns.jpg?exp=1#xywh=${n * 160},0,160,90\n`;
        }),
        '00:00:10.000 --> 00:00:11.000\ns.jpg?exp=1#xywh=0,90,160,90\n',
        '00:00:11.000 --> 00:00:11.500\ns.jpg?exp=1#xywh=160,90,160,90\n',
      ].join('\n'),
    );
  });

  it('of a long clip goes on on further sheets', () => {
    const storyboard = planStoryboard(250_000, { widthPx: 1280, heightPx: 720 });
    expect(countSheets(storyboard)).toBe(3);
    const vtt = writeStoryboardVtt(storyboard, 250_000, ['a.jpg', 'b.jpg', 'c.jpg']);
    const pictureAt = (second: string): string | undefined =>
      new RegExp(`^00:0${second}\\.000 --> .*\\n(.*)$`, 'm').exec(vtt)?.[1];
    expect(pictureAt('1:39')).toBe('a.jpg#xywh=1440,810,160,90');
    expect(pictureAt('1:40')).toBe('b.jpg#xywh=0,0,160,90');
    expect(pictureAt('4:09')).toBe('c.jpg#xywh=1440,360,160,90');
  });
});
