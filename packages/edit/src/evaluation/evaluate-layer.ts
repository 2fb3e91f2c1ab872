import { valueAt, valueOr } from '../animation/value-at.ts';
import { type EditDocument, type KnownItem, assetOf } from '../edit-document.ts';
import { effectKinds } from '../effects/effect-kinds.ts';
import type { Adjust } from '../schema/item.ts';
import type { Effect } from '../schema/visual.ts';
import { contentOf } from './content.ts';
import type { Adjustment, AnimationState, EvaluatedEffect, EvaluatedMask, Layer } from './layer.ts';

type Drawn = Exclude<KnownItem, Adjust>;

/**
 * What a frame shows of an item, so many ticks after its start: also before it and after its end, where transitions
 * reach. Null when nothing of it is seen.
 */
export function evaluateLayer(document: EditDocument, item: Drawn, local: number): Layer | null {
  if (item.disabled === true) return null;
  const opacity = valueOr(1, item.opacity, local);
  const content = opacity === 0 ? null : contentOf(document, item, local);
  if (content === null) return null;
  const { transform = {}, blend = 'normal' } = item;
  const value = (name: keyof typeof transform, initial: number) => valueOr(initial, transform[name], local);
  return {
    kind: 'layer',
    content,
    transform: {
      ...{ x: value('x', 0.5), y: value('y', 0.5), rotate: value('rotate', 0) },
      ...{ scaleX: value('scaleX', 1), scaleY: value('scaleY', 1) },
      ...{ anchorX: value('anchorX', 0.5), anchorY: value('anchorY', 0.5) },
    },
    ...{ opacity, blend, mask: evaluateMask(item.mask, local) },
    effects: evaluateEffects(document, item.effects ?? [], local),
    animation: evaluateAnimation(item, local),
  };
}

/** What an adjust item does to all below it; null when it does nothing. */
export function evaluateAdjustment(document: EditDocument, item: Adjust, local: number): Adjustment | null {
  const opacity = valueOr(1, item.opacity, local);
  const effects = evaluateEffects(document, item.effects, local);
  if (item.disabled === true || opacity === 0 || effects.length === 0) return null;
  return { kind: 'adjustment', opacity, mask: evaluateMask(item.mask, local), effects };
}

function evaluateMask(mask: Drawn['mask'], local: number): EvaluatedMask | null {
  if (mask === undefined) return null;
  return {
    ...{ kind: mask.kind, inverted: mask.inverted ?? false, points: mask.points ?? [] },
    ...{ x: valueOr(0.5, mask.x, local), y: valueOr(0.5, mask.y, local) },
    ...{ width: valueOr(1, mask.width, local), height: valueOr(1, mask.height, local) },
    ...{ rotate: valueOr(0, mask.rotate, local), feather: valueOr(0, mask.feather, local) },
    radius: valueOr(0, mask.radius, local),
  };
}

/** Effects that change something: those that are unknown, switched off, or all at their initial values do not. */
function evaluateEffects(document: EditDocument, effects: Effect[], local: number): EvaluatedEffect[] {
  return effects.flatMap(({ kind, version, params, disabled }) => {
    const known = Object.hasOwn(effectKinds, kind) ? effectKinds[kind] : undefined;
    if (disabled === true || known === undefined) return [];
    const values: EvaluatedEffect['params'] = {};
    let changesPicture = false;
    for (const [name, parameter] of Object.entries(known)) {
      const given = Object.hasOwn(params, name) ? params[name] : undefined;
      if (parameter.kind === 'lut') {
        const lut = typeof given === 'string' ? assetOf(document, given) : null;
        if (lut === null) return [];
        values[name] = lut.sha256;
        changesPicture = true;
      } else {
        const value = typeof given === 'object' ? valueAt(given, local) : (given ?? parameter.initial);
        values[name] = value;
        changesPicture ||= value !== parameter.initial;
      }
    }
    // All that a strength of nothing leaves is the picture as it was.
    const isOff = 'strength' in values && values.strength === 0;
    return changesPicture && !isOff ? [{ kind, version, params: values }] : [];
  });
}

function evaluateAnimation({ animation, duration }: Drawn, local: number): AnimationState[] {
  const { in: coming, out: going, loop } = animation ?? {};
  const states: AnimationState[] = [];
  if (coming !== undefined) {
    const progress = (local + (coming.beyond ?? 0)) / coming.duration;
    if (progress < 1) states.push({ phase: 'in', preset: coming.preset, progress: Math.max(0, progress) });
  }
  if (loop !== undefined) {
    const elapsed = (local + (loop.phase ?? 0)) % loop.period;
    const progress = (elapsed < 0 ? elapsed + loop.period : elapsed) / loop.period;
    states.push({ phase: 'loop', preset: loop.preset, progress });
  }
  if (going !== undefined) {
    const progress = 1 - (duration + (going.beyond ?? 0) - local) / going.duration;
    if (progress > 0) states.push({ phase: 'out', preset: going.preset, progress: Math.min(1, progress) });
  }
  return states;
}
