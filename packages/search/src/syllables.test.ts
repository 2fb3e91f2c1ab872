import { describe, expect, it } from 'vitest';
import { exchangedReadings, slippedReadings } from './spelling.ts';
import { readBeginnings, readSyllables, soundAlikes, syllablesOf } from './syllables.ts';

const joined = (readings: string[][]) => readings.map((reading) => reading.join(' '));

describe('pinyin', () => {
  it('is read in every way that makes syllables', () => {
    expect(joined(readSyllables('xian'))).toEqual(['xian', 'xi an']);
    expect(joined(readSyllables("xi'an"))).toEqual(['xi an']);
    expect(joined(readSyllables('chongqing'))).toEqual(['chong qing']);
    expect(joined(readSyllables('lüxing'))).toEqual(['lv xing']);
    expect(readSyllables('wzry')).toEqual([]);
    expect(readSyllables('')).toEqual([[]]);
  });

  it('has few readings even of letters that have thousands', () => {
    expect(readSyllables('xian'.repeat(50)).length).toBeLessThanOrEqual(8);
    expect(slippedReadings('xianxianxianxianxianxian').length).toBeLessThanOrEqual(200);
    expect(soundAlikes(Array<string>(8).fill('zhang')).length).toBeLessThan(64);
  });

  it('is not looked for in ever more ways where the last letter ends every one of them', () => {
    // Each would be tried without the limit of anything but time: 2 to the power of 50 ways.
    expect(readSyllables(`${'xian'.repeat(50)}x`)).toEqual([]);
    expect(readSyllables(`${'ganganang'.repeat(50)}x`)).toEqual([]);
    expect(readSyllables(`xi${"'".repeat(500)}an`)).toEqual([['xi', 'an']]);
  });

  it('of which the last letter is missing is among the first that are tried', () => {
    expect(joined(slippedReadings('huanghelo')).slice(0, 20)).toContain('huang he lou');
  });

  it('of a character is that of its word', () => {
    expect(syllablesOf('重庆')).toEqual(['chong', 'qing']);
    expect(syllablesOf('银行')).toEqual(['yin', 'hang']);
    expect(syllablesOf('旅行')).toEqual(['lv', 'xing']);
  });

  it('may end in the middle of a syllable while it is typed', () => {
    expect(readBeginnings('beij')).toContain("bei'j");
    expect(readBeginnings('be')).toEqual(['be']);
  });

  it('sounds like what many people do not tell apart', () => {
    expect(joined(soundAlikes(['zong', 'qiu']))).toContain('zhong qiu');
    expect(joined(soundAlikes(['bei', 'jin']))).toContain('bei jing');
  });

  it('that was mistyped is near to what was meant', () => {
    expect(joined(exchangedReadings('chognqing'))).toContain('chong qing');
    expect(joined(slippedReadings('beijng'))).toContain('bei jing');
    expect(slippedReadings('wzry')).toEqual([]);
    expect(slippedReadings('ma')).toEqual([]);
  });
});
