import { describe, expect, it } from 'vitest';
import { jieba } from './jieba.ts';
import { searchDocument } from './search-document.ts';

const textOf = (title: string) => ({ title, description: '', tags: [], author: '' });
const lexemes = (title: string) => searchDocument(jieba, textOf(title)).map(({ text }) => text);

describe('a title', () => {
  it('is found by its words, and by words that begin or end one of them', () => {
    expect(lexemes('南京市长江大桥夜景')).toEqual(
      expect.arrayContaining(['w南京市', 'w长江大桥', 'h长江', 'h大桥', 'w夜景']),
    );
  });

  it.each([
    ['南京市长江大桥', '市长'],
    ['早高峰路口红绿灯', '口红'],
    ['提升产品和服务质量', '和服'],
    ['一株向日葵花生长', '花生'],
    ['集中学习宪法', '中学'],
    ['发展中国家', '中国'],
  ])('«%s» is not found by «%s», which stands across two words', (title, word) => {
    expect(lexemes(title).filter((each) => each.slice(1) === word)).toEqual([]);
  });

  it('is found by a name that no dictionary has', () => {
    expect(lexemes('李想的厨房')).toContain('b李想');
  });

  it('is found by pinyin and initials from the beginning of a word to the end of one', () => {
    const found = lexemes('北京大学招生');
    expect(found).toEqual(
      expect.arrayContaining([
        "pbei'jing'da'xue",
        "pbei'jing",
        "pbei'jing'da'xue'zhao'sheng",
        'ibjdx',
        'ibj',
      ]),
    );
    expect(found).not.toContain("pjing'da");
  });

  it('is found by letters and digits, whole and by their parts', () => {
    expect(lexemes('C++智能指针与Vue3')).toEqual(
      expect.arrayContaining(['lc++', 'lc', 'lvue3', 'lvue', 'l3']),
    );
  });
});

describe('a document', () => {
  it('says more by its title than by its tags, its author and its description', () => {
    const document = searchDocument(jieba, {
      title: '钢琴',
      tags: ['钢琴', '音乐'],
      author: '音乐老师',
      description: '钢琴与音乐',
    });
    const placesOf = (text: string) =>
      document.find((each) => each.text === text)?.places.map(({ position, label }) => `${position}${label}`);
    expect(placesOf('w钢琴')).toEqual(['1A', '2B', '4D']);
    expect(placesOf('w音乐')).toEqual(['2B', '3C', '4D']);
    expect(placesOf("pgang'qin")).toEqual(['1A', '2B']);
  });

  it('has nothing of a text without words', () => {
    expect(lexemes('！？… 👍')).toEqual([]);
  });

  it('has no lexeme that is longer than PostgreSQL takes', () => {
    const long = searchDocument(jieba, textOf(`${'a'.repeat(5000)}${'哈'.repeat(5000)}`));
    expect(Math.max(...long.map(({ text }) => text.length))).toBeLessThan(100);
  });
});
