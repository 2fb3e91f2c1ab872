import { describe, expect, it } from 'vitest';
import { valueAt } from '../animation/value-at.ts';
import {
  easings,
  easingAt,
  keyBeside,
  keysOf,
  withEasingAt,
  withKeyAt,
  withoutKeyAt,
  withValueAt,
} from './key-frames.ts';

describe('key frames in the inspector', () => {
  it('begin where the value is, are set where the playhead stands, and end as a constant (GOAL-26)', () => {
    expect(withValueAt(0.3, 50, 0.7)).toBe(0.7);
    const first = withKeyAt(undefined, 0.5, 10);
    expect(first).toEqual({ keys: [{ at: 10, value: 0.5 }] });
    const both = withValueAt(first, 30, 0.9);
    expect(keysOf(both).map(({ at }) => at)).toEqual([10, 30]);
    expect(valueAt(both, 20)).toBeCloseTo(0.7);
    // One between two changes nothing of what is seen where they are straight.
    const three = withKeyAt(both, 0, 15);
    for (const at of [0, 12, 20, 29, 40]) expect(valueAt(three, at)).toBeCloseTo(valueAt(both, at));
    expect(withValueAt(three, 15, 0.1)).toEqual({ keys: [keysOf(both)[0], { at: 15, value: 0.1 }, keysOf(both)[1]] }); // prettier-ignore
    expect([keyBeside(three, 15, -1)?.at, keyBeside(three, 15, 1)?.at, keyBeside(three, 30, 1)]).toEqual([10, 30, null]); // prettier-ignore
    expect(withoutKeyAt(withoutKeyAt(three, 15), 10)).toEqual({ keys: [{ at: 30, value: 0.9 }] });
    expect(withoutKeyAt({ keys: [{ at: 30, value: 0.9 }] }, 30)).toBe(0.9);
    expect(withoutKeyAt(three, 11)).toBe(three);
  });

  it('go on in the way that is chosen, from each to the next (GOAL-26)', () => {
    const value = { keys: [0, 10, 20].map((at) => ({ at, value: at / 20 })) };
    expect(easingAt(value, 5)).toBe('linear');
    const held = withEasingAt(value, 12, 'hold');
    expect([easingAt(held, 5), easingAt(held, 12), easingAt(held, 20)]).toEqual(['linear', 'hold', null]);
    expect([valueAt(held, 19), valueAt(held, 20)]).toEqual([0.5, 1]);
    // One that is set within goes on as it did, and another one is not changed.
    expect(easingAt(withValueAt(held, 15, 0.2), 16)).toBe('hold');
    for (const name of Object.keys(easings)) {
      const eased = withEasingAt(value, 0, name as keyof typeof easings); // as: of its own names
      expect(easingAt(eased, 0)).toBe(name);
    }
    expect(easingAt({ keys: [{ at: 0, value: 0, ease: { bezier: [0, 1, 0, 1] } }, { at: 9, value: 1 }] }, 1)).toBe(null); // prettier-ignore
    expect(withEasingAt(withEasingAt(value, 12, 'easeIn'), 12, 'linear')).toEqual(value);
  });
});
