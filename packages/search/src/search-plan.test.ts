import { describe, expect, it } from 'vitest';
import { lexemesOf, meets } from './condition.ts';
import { highlight } from './highlight.ts';
import { jieba } from './jieba.ts';
import { planSearch } from './search-plan.ts';
import { lexemesIn, planSuggestions, suggest } from './suggest.ts';

/** Number of the first attempt that a title answers, from 1, and whether that is only near; null: none does. */
function answers(query: string, title: string): string | null {
  const lexemes = lexemesIn(jieba, title);
  const attempt = planSearch(jieba, query).find(({ condition }) => meets(condition, lexemes));
  return attempt === undefined ? null : attempt.isNearest ? 'nearest' : 'exact';
}

describe('a query', () => {
  it.each([
    ['长江', '南京市长江大桥夜景'],
    ['長江大橋', '南京市长江大桥夜景'],
    ['公共服务', '提升公共产品和服务质量'],
    ['五杀', '总决赛五杀集锦'],
    ['chongqing', '重庆火锅'],
    ['CHONG QING', '重庆火锅'],
    ["xi'an", '西安城墙'],
    ['bjdx', '北京大学招生'],
    ['ppt peise', 'PPT配色'],
    ['python爬虫', 'Python 爬虫实战'],
    ['C++指针', 'C++智能指针'],
    ['18号线', '地铁十八号线'],
    ['天空为什么是蓝色的', '天空是蓝色'],
    ['猫', '小猫洗澡'],
    ['的', '他的'],
  ])('«%s» is answered by «%s»', (query, title) => {
    const isParticleOnly = query === '的';
    expect(answers(query, title)).toBe(isParticleOnly ? null : 'exact');
  });

  it.each([
    ['北京大学', '北京大学生电影节'],
    ['口红', '路口红绿灯'],
    ['gao kao yingyu', '高考数学'],
    ['马拉松鞋', '马拉松新手'],
  ])('«%s» is not answered by «%s», at most as something near', (query, title) => {
    expect(answers(query, title)).not.toBe('exact');
  });

  it.each([
    ['王者荣曜', '王者荣耀'],
    ['chognqing', '重庆火锅'],
    ['beijin', '北京胡同'],
    ['pyth', 'Python 入门'],
    ['量子 火锅', '重庆火锅'],
  ])('«%s» has «%s» near', (query, title) => {
    expect(answers(query, title)).toBe('nearest');
  });

  it.each(['', '  ', '！？', '<>&|!():*', '\\\'"', '👍👍'])('«%s» asks for nothing', (query) => {
    expect(planSearch(jieba, query)).toEqual([]);
  });

  it('of any length is planned within bounds', () => {
    for (const query of [
      ...['猫 '.repeat(500), '一'.repeat(1000), 'xian'.repeat(300), 'a b '.repeat(400)],
      ...['xianxianxianxianxian,'.repeat(12), 'zhongguo '.repeat(100), '中国 '.repeat(100)],
    ]) {
      for (const { condition } of planSearch(jieba, query)) {
        expect(lexemesOf(condition).length, query).toBeLessThan(600);
      }
    }
  });
});

describe('what answers a query', () => {
  const shown = (query: string, text: string) => {
    const attempt = planSearch(jieba, query).find(({ condition }) =>
      meets(condition, lexemesIn(jieba, text)),
    );
    const ranges = attempt === undefined ? [] : highlight(jieba, attempt.condition, text);
    return ranges.map(([start, end]) => text.slice(start, end));
  };

  it('is marked as it is written', () => {
    expect(shown('长江大桥', '南京市長江大橋夜景')).toEqual(['長江大橋']);
    expect(shown('bjdx', '北京大学招生')).toEqual(['北京大学']);
    expect(shown('第四课', '物理第4课')).toEqual(['第4课']);
    expect(shown('python', '👍 Ｐｙｔｈｏｎ 入门')).toEqual(['Ｐｙｔｈｏｎ']);
    expect(shown('长江', '长江与长江大桥')).toEqual(['长江', '长江']);
  });
});

describe('suggestions', () => {
  const texts = [
    { title: '北京胡同里的早点铺', tags: ['北京', '小吃'], author: '旅行者阿木' },
    { title: '北京大学招生', tags: ['北京', '高考'], author: '校园记者团' },
  ];
  const collections = ['北京历史十讲', '校园记者入门'];
  const suggested = (typed: string) => {
    const condition = planSuggestions(jieba, typed);
    return condition && suggest(jieba, condition, { texts, collections }, 3);
  };

  it('go on from what is typed: tags and names by how many have them, then titles, of collections first', () => {
    expect(suggested('bei')).toEqual(['北京', '北京历史十讲', '北京胡同里的早点铺']);
    expect(suggested('北京大')).toEqual(['北京大学招生']);
    expect(suggested('高')).toEqual(['高考']);
    expect(suggested('xyj')).toEqual(['校园记者团', '校园记者入门']);
    expect(suggested('lishi')).toEqual(['北京历史十讲']);
  });

  it('are none for what nothing goes on from', () => {
    expect(suggested('qqqq')).toEqual([]);
    expect(suggested('…')).toBeNull();
  });
});
