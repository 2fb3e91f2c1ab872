import { expect, test } from 'vitest';
import type { Clip } from './clips.ts';
import { effectNamesEn } from './effect-names-en.ts';
import { effectNamesZhCn } from './effect-names-zh-cn.ts';
import { pictureEffectsOf, setPictureStrength, togglePictureEffect } from './picture-effects.ts';
import { pictureEffects } from '../effects/picture-effects.ts';

const blur = { kind: 'blur', version: 1, params: { radius: 0.1 } };
const clip: Clip = {
  id: 'a',
  kind: 'clip',
  asset: 'v',
  start: 0,
  duration: 10,
  sourceIn: 0,
  effects: [blur],
};

test('effects of a clip are laid on, changed by key frames and taken away, and others stay (GOAL-22)', () => {
  const on = togglePictureEffect(clip, 'swirl');
  const swirl = { kind: 'swirl', version: 1, params: { strength: 100 } };
  expect(on).toEqual({ kind: 'setItem', item: 'a', field: 'effects', value: [blur, swirl] });
  const dressed: Clip = { ...clip, effects: [blur, swirl] };
  const strength = { keys: [{ at: 0, value: 0 }, { at: 5, value: 80 }] }; // prettier-ignore
  const keyed = setPictureStrength(dressed, 'swirl', strength);
  expect(keyed).toMatchObject({ value: [blur, { ...swirl, params: { strength } }] });
  const moving: Clip = { ...clip, effects: [blur, { ...swirl, params: { strength } }] };
  expect(pictureEffectsOf(moving)).toEqual([{ kind: 'swirl', strength }]);
  expect(togglePictureEffect(moving, 'swirl')).toMatchObject({ value: [blur] });
  expect(togglePictureEffect({ ...clip, effects: [swirl] }, 'swirl')).toMatchObject({ value: null });
});

test('each effect has a name in both languages, and no two the same (GOAL-22)', () => {
  for (const names of [effectNamesEn.effect, effectNamesZhCn.effect]) {
    expect(Object.keys(names).toSorted()).toEqual([...pictureEffects].toSorted());
    expect(new Set(Object.values(names)).size).toBe(pictureEffects.length);
  }
});
