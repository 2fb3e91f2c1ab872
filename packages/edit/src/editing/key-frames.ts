import { valueOr } from '../animation/value-at.ts';
import type { Animatable, Easing, KeyFrame } from '../schema/key-frames.ts';

/** Ways from one key frame to the next that are offered, by name; others come from other programs. */
export const easings = {
  linear: 'linear',
  easeIn: { bezier: [0.42, 0, 1, 1] },
  easeOut: { bezier: [0, 0, 0.58, 1] },
  easeInOut: { bezier: [0.42, 0, 0.58, 1] },
  hold: 'hold',
} as const satisfies Record<string, Easing>;

/** The name of a way from one key frame to the next. */
export type EasingName = keyof typeof easings;

/** Key frames of a value, in the order of their times; none: it is constant. */
export function keysOf(value: Animatable | undefined): readonly KeyFrame[] {
  return typeof value === 'object' ? value.keys : [];
}

/** A value that is another at a time: the whole of a constant one, a key frame of one that has them. */
export function withValueAt(value: Animatable | undefined, at: number, next: number): Animatable {
  if (typeof value !== 'object') return next;
  return withKey(value, { ...heldBy(value, at), at, value: next });
}

/** A value with a key frame at a time where it is as it was; one that has none gets its first. */
export function withKeyAt(value: Animatable | undefined, initial: number, at: number): Animatable {
  return withKey(value, { ...heldBy(value, at), at, value: valueOr(initial, value, at) });
}

/** A value without its key frame of a time; without the last one it is constant. */
export function withoutKeyAt(value: Animatable, at: number): Animatable {
  const keys = keysOf(value);
  const [key, others] = [keys.find((each) => each.at === at), keys.filter((each) => each.at !== at)];
  if (key === undefined) return value;
  return others.length === 0 ? key.value : { keys: others };
}

/** The key frame before or after a time; null: there is none. */
export function keyBeside(value: Animatable | undefined, at: number, direction: -1 | 1): KeyFrame | null {
  const keys = keysOf(value);
  const found = direction > 0 ? keys.find((key) => key.at > at) : keys.findLast((key) => key.at < at);
  return found ?? null;
}

/** How a value goes on at a time, by name; null: in a way of another program’s, or it does not go on. */
export function easingAt(value: Animatable | undefined, at: number): EasingName | null {
  const key = leadingKey(value, at);
  if (key === null) return null;
  const wanted = JSON.stringify(key.ease ?? 'linear');
  const found = Object.entries(easings).find(([, easing]) => JSON.stringify(easing) === wanted);
  return found === undefined ? null : (found[0] as EasingName); // as: of the list’s own names
}

/** A value that goes on in another way from the key frame before a time to the next. */
export function withEasingAt(value: Animatable, at: number, name: EasingName): Animatable {
  const key = leadingKey(value, at);
  if (key === null) return value;
  const { ease: _, ...rest } = key;
  return withKey(value, name === 'linear' ? rest : { ...rest, ease: easings[name] });
}

/** The key frame from which a value goes on to another; null: there is none. */
function leadingKey(value: Animatable | undefined, at: number): KeyFrame | null {
  const keys = keysOf(value);
  const index = keys.findLastIndex((key) => key.at <= at);
  return index === keys.length - 1 ? null : (keys[index] ?? null);
}

/** Between two key frames the way goes on as it did. */
function heldBy(value: Animatable | undefined, at: number): Pick<KeyFrame, 'ease'> {
  const ease = keysOf(value).findLast((key) => key.at <= at)?.ease;
  return ease === undefined ? {} : { ease };
}

function withKey(value: Animatable | undefined, key: KeyFrame): Animatable {
  const others = keysOf(value).filter(({ at }) => at !== key.at);
  return { keys: [...others, key].sort((a, b) => a.at - b.at) };
}
