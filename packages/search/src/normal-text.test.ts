import { describe, expect, it } from 'vitest';
import { normalText } from './normal-text.ts';

const formOf = (source: string) => normalText(source).text;

describe('text as it is compared', () => {
  it('is narrow, in lower case and in simplified characters', () => {
    expect(formOf('ＡＩ繪畫 iPhone 颱風')).toBe('ai绘画 iphone 台风');
  });

  it('has digits for numerals of order, and leaves those that belong to words', () => {
    expect(formOf('第四课 十八号线 第三十届 三年级 二十一集')).toBe('第4课 18号线 第30届 3年级 21集');
    expect(formOf('一元二次方程 三角函数 一百课 五一')).toBe('一元二次方程 三角函数 一百课 五一');
  });

  it('is the same with accents, however they are written, and without; only ü stays', () => {
    for (const written of ['Café', 'Cafe\u0301', 'CAFE', 'ｃａｆé']) expect(formOf(written)).toBe('cafe');
    expect(formOf('běijīng lǚxíng nu\u0308')).toBe('beijing lüxing nü');
    expect(formOf('한국어 がく')).toBe('한국어 がく');
    expect(formOf(`z${'\u0301'.repeat(500)}algo`)).toBe('zalgo');
  });

  it('has nothing that nobody sees', () => {
    expect(formOf('北\u200b京\ufeff 大\u00ad学 \u202eab\u202c 👍\ufe0f')).toBe('北京 大学 ab 👍');
  });

  it('knows where each of its characters came from', () => {
    const source = '👍第十八課：㎡';
    const { text, starts, ends } = normalText(source);
    expect(text).toBe('👍第18课:m2');
    const sourceOf = (form: string) => {
      const at = text.indexOf(form);
      return source.slice(starts[at], ends[at + form.length - 1]);
    };
    expect(sourceOf('18')).toBe('十八');
    expect(sourceOf('课')).toBe('課');
    expect(sourceOf('m2')).toBe('㎡');
    expect(normalText('a\u0301b').ends).toEqual([2, 3]);
    expect(starts).toHaveLength(text.length + 1);
  });
});
