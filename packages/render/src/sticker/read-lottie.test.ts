import { describe, expect, it } from 'vitest';
import { isLottie, readLottie } from './read-lottie.ts';

const shape = { ty: 4, ind: 1, ip: 0, op: 60, ks: {}, shapes: [] };
const file = { v: '5.7.0', fr: 30, ip: 0, op: 60, w: 200, h: 100, layers: [shape] };
const read = (more: object) => readLottie(JSON.stringify({ ...file, ...more }));

describe('a Lottie animation', () => {
  it('says its size and how long it lasts', () => {
    expect(read({})).toEqual({ widthPx: 200, heightPx: 100, seconds: 2 });
    expect(read({ ip: 15, fr: 25, op: 40 })).toMatchObject({ seconds: 1 });
    expect(isLottie(new TextEncoder().encode('\uFEFF \n{"v"'))).toBe(true);
    expect(isLottie(new TextEncoder().encode('<svg/>'))).toBe(false);
  });

  it('is refused with what needs other files or scripts, and where it is damaged (GOAL-90)', () => {
    expect(read({ assets: [{ id: 'a', u: 'https://example.org/', p: 'a.png', e: 0 }] })).toBe('unsupported');
    expect(read({ assets: [{ id: 'a', u: '', p: 'data:image/png;base64,AA==', e: 1 }] })).toBe('unsupported');
    expect(read({ layers: [{ ...shape, ty: 5 }] })).toBe('unsupported');
    expect(read({ layers: [{ ...shape, ks: { o: { a: 0, k: 1, x: 'while (true) {}' } } }] })).toBe(
      'unsupported',
    );
    for (const broken of [{ w: 0 }, { h: 1e9 }, { fr: 0 }, { op: -1 }, { fr: 'a' }])
      expect(read(broken)).toBe('damaged');
    expect(readLottie('{"a"')).toBe('damaged');
    expect(readLottie('{"a":1}')).toBe('unsupported');
    expect(readLottie('[]')).toBe('unsupported');
  });

  it('is refused where it would grow without end (GOAL-91)', () => {
    const part = (id: number, inner: number) => ({
      ...{ id: `${id}`, layers: Array.from({ length: 10 }, () => ({ ...shape, ty: 0, refId: `${inner}` })) },
    });
    const bomb = Array.from({ length: 9 }, (_, index) => part(index, index + 1));
    expect(read({ assets: bomb, layers: [{ ...shape, ty: 0, refId: '0' }] })).toBe('too_large');
    expect(read({ assets: [part(0, 0)], layers: [{ ...shape, ty: 0, refId: '0' }] })).toBe('too_large');
    const repeaters = (c: unknown, count = 1) => [
      { ...shape, shapes: Array.from({ length: count }, () => ({ ty: 'rp', c })) },
    ];
    expect(read({ layers: repeaters({ a: 0, k: 20 }) })).toMatchObject({ seconds: 2 });
    expect(read({ layers: repeaters({ a: 1, k: [{ t: 0, s: [1e9] }] }) })).toBe('too_large');
    expect(read({ layers: repeaters({ a: 0, k: 20 }, 4) })).toBe('too_large');
    expect(readLottie(`${'{"a":'.repeat(4000)}1${'}'.repeat(4000)}`)).toBe('unsupported');
    expect(readLottie(`{"layers":${'['.repeat(4000)}${']'.repeat(4000)}}`)).toBe('too_large');
    expect(readLottie(JSON.stringify({ ...file, more: Array.from({ length: 200_001 }, () => 0) }))).toBe(
      'too_large',
    );
  });
});
