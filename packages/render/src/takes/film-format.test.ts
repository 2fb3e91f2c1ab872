import { rational } from '@weireel/media';
import { describe, expect, it } from 'vitest';
import { boxInFilm, chooseFilmFormat, type TakeFacts } from './film-format.ts';

const portrait = { widthPx: 1080, heightPx: 1920 };
const landscape = { widthPx: 3840, heightPx: 2160 };

const take = (seconds: number, more: Partial<TakeFacts> = {}): TakeFacts => ({
  ...{ lengthMs: 1000 * seconds, display: portrait, encoded: portrait, rate: rational(30), copy: null },
  ...more,
});
const copied = (identity: string, turn: 0 | 90 = 0) => ({ copy: { identity, turn } });

describe('a film of takes', () => {
  it('has the size that most of it has, made smaller where it is encoded', () => {
    const wide = { display: landscape, encoded: { widthPx: 1920, heightPx: 1080 }, rate: rational(60) };
    expect(chooseFilmFormat([take(3), take(4, wide), take(3)])).toEqual({
      ...{ canvas: portrait, rate: rational(30), turn: 0, identity: null },
    });
    expect(chooseFilmFormat([take(3), take(4, wide)])).toEqual({
      ...{ canvas: wide.encoded, rate: rational(60), turn: 0, identity: null },
    });
  });

  it('is copied of what most of that size can be copied of', () => {
    const takes = [take(2, copied('a')), take(3, copied('b')), take(9), take(2, copied('a'))];
    expect(chooseFilmFormat(takes)).toMatchObject({ identity: 'a' });
    // What most of it is not shaped like is not copied, however much that would be.
    const other = { display: landscape, ...copied('c') };
    expect(chooseFilmFormat([take(1, copied('a')), take(4), take(4, other)])).toMatchObject({
      ...{ canvas: portrait, identity: 'a' },
    });
  });

  it('is turned only as its first take is', () => {
    const turned = copied('a', 90);
    expect(chooseFilmFormat([take(1, turned), take(3), take(1, turned)])).toMatchObject({
      ...{ turn: 90, identity: 'a' },
    });
    expect(chooseFilmFormat([take(3), take(1, turned), take(1, turned)])).toMatchObject({
      ...{ turn: 0, identity: null },
    });
  });

  it('shows each take whole, between bars', () => {
    const format = chooseFilmFormat([take(3)]);
    expect(boxInFilm(take(1), format)).toEqual(portrait);
    const wide = take(1, { display: landscape });
    expect(boxInFilm(wide, format)).toEqual({ widthPx: 1080, heightPx: 608 });
  });
});
