import { describe, expect, it } from 'vitest';
import { jieba } from './jieba.ts';
import { passageLexemes, passagesOf, spokenHit } from './passages.ts';
import { planSearch } from './search-plan.ts';

const line = (startMs: number, text: string) => ({ startMs, text });

describe('passages of captions', () => {
  it('hold all lines, and meet in one', () => {
    const lines = Array.from({ length: 40 }, (_, n) => line(n * 1000, `第${n}句话说的是这个`));
    const passages = passagesOf(lines);
    expect(new Set(passages.flat())).toEqual(new Set(lines));
    passages.slice(1).forEach((passage, n) => expect(passage[0]).toBe(passages[n]?.at(-1)));
    expect(Math.max(...passages.map(({ length }) => length))).toBeLessThanOrEqual(6);
    expect(passagesOf([])).toEqual([]);
    expect(passagesOf([line(0, 'x'.repeat(500)), line(1, 'y'.repeat(500))])).toHaveLength(2);
  });

  it('are found by words and not by sounds', () => {
    const texts = passageLexemes(jieba, [line(0, '北京的地铁 Metro')]).map(({ text }) => text);
    const kinds = new Set(texts.map(([kind]) => kind));
    expect(texts.length).toBeGreaterThan(3);
    expect(kinds.size).toBeLessThanOrEqual(6);
    const sounds = passageLexemes(jieba, [line(0, '地铁')]).some(({ text }) => text.includes('ditie'));
    expect(sounds).toBe(false);
  });

  it('say where what was asked for is said, and mark it', () => {
    const passage = [line(1000, '今天去哪里'), line(3000, '坐地铁\n去国家图书馆'), line(5000, '好')];
    const [attempt] = planSearch(jieba, '图书馆');
    if (attempt === undefined) throw new TypeError('a query is planned');
    const hit = spokenHit(jieba, attempt.condition, passage);
    expect(hit).toMatchObject({ atMs: 3000, text: '坐地铁 去国家图书馆 好' });
    const [range] = hit?.ranges ?? [];
    expect(hit?.text.slice(...(range ?? []))).toContain('图书馆');
  });
});
