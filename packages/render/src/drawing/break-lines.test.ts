import { describe, expect, it } from 'vitest';
import { breakLines } from './break-lines.ts';

/** Lines of a text whose wide characters are two long, and all others one. */
function linesOf(text: string, most: number): string[] {
  const clusters = [...text];
  const lengths = clusters.map((cluster) => (cluster > '\u2000' ? 2 : 1));
  return breakLines(clusters, lengths, most).lines.map(({ from, to }) => clusters.slice(from, to).join(''));
}

const corpus = [
  '他说：“你好，世界！”然后读了《红楼梦》（上）、“下册”……读完了。——是的，百分之50%以上，￥1,234.56元。',
  '一、二、三；「四」『五』【六】〈七〉（八）：九？！十～十一·十二ー々あっゃ',
  '他们的 Weireel 2026 版本（v1.2.3）很好,price is $100.50 only！！！电话 010-1234-5678，时间12:30。',
  '“单引号‘里面’的话，”她答道，“我们——也许——明天（星期六）去？”然后……没有了',
  'It’s a “quoted” word, (really) and hello-world: 3/4 of 1,000 is 750! 中文English混排test。',
];
const closing = /^[、。，．·：；？！…）］｝〉》」』】’”%,.:;!?)\]}ー々っゃ～]/u;
const opening = /[（［｛〈《「『【‘“(￥$]$/u;

describe('lines', () => {
  it('begin with nothing that closes, end with nothing that opens, and divide no word, number or pair (EVL-14, GOAL-36)', () => {
    let count = 0;
    for (const text of corpus)
      for (let most = 16; most <= 60; most += 1) {
        const lines = linesOf(text, most);
        count += lines.length;
        for (const line of lines) {
          expect(line).not.toMatch(closing);
          expect(line).not.toMatch(opening);
        }
        for (const [index, line] of lines.entries()) {
          const next = lines[index + 1] ?? '';
          const meets = `${line.at(-1) ?? ''}${next.at(0) ?? ''}`;
          expect(meets).not.toMatch(/^([…—])\1$/u);
          // Where a letter or a digit meets another, there was a space between them.
          if (/^([a-z\d]{2}|-\d)$/iu.test(meets)) expect(text).toContain(`${line} ${next.slice(0, 1)}`);
          expect(line.length === 0 ? 0 : [...line].length).toBeLessThanOrEqual(most);
        }
        // Nothing is lost but spaces.
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }
    expect(count).toBeGreaterThan(500);
  });

  it('are as long as they can be', () => {
    expect(linesOf('一二三四五六', 6)).toEqual(['一二三', '四五六']);
    // The mark takes its letter with it.
    expect(linesOf('一二三，四五', 6)).toEqual(['一二', '三，四', '五']);
    expect(linesOf('他说（好）', 6)).toEqual(['他说', '（好）']);
    expect(linesOf('see hello-world', 9)).toEqual(['see', 'hello-', 'world']);
    expect(linesOf('电话010-1234-56', 8)).toEqual(['电话', '010-1234', '-56']);
    expect(linesOf('价格￥1,234.56元', 10)).toEqual(['价格', '￥1,234.56', '元']);
    expect(linesOf('一\n\n二', 8)).toEqual(['一', '', '二']);
    expect(linesOf('一\n', 8)).toEqual(['一', '']);
  });

  it('divide what is longer than a line where it hurts least', () => {
    expect(linesOf('abcdefgh。', 4)).toEqual(['abcd', 'efg', 'h。']);
    const clusters = ['！', '！', '！'];
    expect(breakLines(clusters, [2, 2, 2], 1)).toEqual({
      lines: [0, 1, 2].map((from) => ({ from, to: from + 1 })),
      isForced: true,
    });
    expect(breakLines([], [], 1)).toEqual({ lines: [], isForced: false });
  });
});
