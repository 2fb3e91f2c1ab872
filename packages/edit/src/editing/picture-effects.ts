import { pictureEffects, type PictureEffect } from '../effects/picture-effects.ts';
import type { Animatable } from '../schema/key-frames.ts';
import type { Operation } from '../schema/operation.ts';
import type { Clip } from './clips.ts';

type Effect = NonNullable<Clip['effects']>[number];

const isPictureEffect = ({ kind }: Effect): boolean => pictureEffects.some((name) => name === kind);

/** Effects of a clip that have nothing but a strength, in their order. */
export function pictureEffectsOf({
  effects = [],
}: Pick<Clip, 'effects'>): { kind: PictureEffect; strength: Animatable }[] {
  return effects.filter(isPictureEffect).map(({ kind, params }) => ({
    kind: kind as PictureEffect, // as: it was looked for in their list
    strength: isAnimatable(params['strength']) ? params['strength'] : 0,
  }));
}

/** What gives a clip an effect at its full strength, on top of all others, or takes it away. */
export function togglePictureEffect({ id, effects = [] }: Clip, kind: PictureEffect): Operation {
  const others = effects.filter((effect) => effect.kind !== kind);
  const made: Effect = { kind, version: 1, params: { strength: 100 } };
  const next = others.length < effects.length ? others : [...effects, made];
  return { kind: 'setItem', item: id, field: 'effects', value: next.length === 0 ? null : next };
}

/** What sets how strong an effect of a clip is, by key frames or not. */
export function setPictureStrength(
  { id, effects = [] }: Clip,
  kind: PictureEffect,
  strength: Animatable,
): Operation {
  const value = effects.map((effect) =>
    effect.kind === kind ? { ...effect, params: { ...effect.params, strength } } : effect,
  );
  return { kind: 'setItem', item: id, field: 'effects', value };
}

function isAnimatable(value: unknown): value is Animatable {
  return typeof value === 'number' || (typeof value === 'object' && value !== null && 'keys' in value);
}
