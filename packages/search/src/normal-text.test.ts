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
    expect(starts).toHaveLength(text.length + 1);
  });
});
