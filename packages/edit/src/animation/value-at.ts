import type { Animatable, KeyFrame } from '../schema/key-frames.ts';
import { cubicBezier } from './cubic-bezier.ts';

/**
 * The value of a property so many ticks after its item's start. Before its first key frame and after its last their
 * values are kept.
 */
export function valueAt(property: Animatable, local: number): number {
  if (typeof property === 'number') return property;
  const { keys } = property;
  const next = keys.findIndex(({ at }) => at > local);
  const before = keys.at(next === -1 ? -1 : Math.max(0, next - 1));
  const after = keys.at(next);
  if (before === undefined || after === undefined || before === after) return before?.value ?? 0;
  return between(before, after, local);
}

/** The value of a property that may be absent. */
export function valueOr(initial: number, property: Animatable | undefined, local: number): number {
  return property === undefined ? initial : valueAt(property, local);
}

/** The same property for an item that begins so many ticks later. */
export function shiftKeys(property: Animatable, ticks: number): Animatable {
  if (typeof property === 'number') return property;
  return { keys: property.keys.map((key) => ({ ...key, at: key.at - ticks })) };
}

/** Without the key frames that no tick from `from` to `to` depends on. */
export function keysWithin(property: Animatable, from: number, to: number): Animatable {
  if (typeof property === 'number') return property;
  const { keys } = property;
  const first = keys.filter(({ at }) => at <= from).length - 1;
  const last = keys.findIndex(({ at }) => at >= to);
  return { keys: keys.slice(Math.max(0, first), last === -1 ? undefined : last + 1) };
}

function between({ at, value, ease = 'linear' }: KeyFrame, next: KeyFrame, local: number): number {
  if (ease === 'hold') return value;
  const share = (local - at) / (next.at - at);
  return value + (next.value - value) * (ease === 'linear' ? share : cubicBezier(ease.bezier, share));
}
