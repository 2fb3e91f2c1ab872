import type { KeyFrame } from '../schema/key-frames.ts';

/** Key frames of a property, with the steps that lead to it. */
export interface AnimatedProperty {
  /** The steps from the value that was searched. */
  steps: string[];
  /** Its key frames. */
  keys: KeyFrame[];
}

/** Whatever is animated in a value of known shape: `{ keys: [{ at, value }] }`, at any depth. */
export function keyFramesOf(value: unknown, steps: string[] = []): AnimatedProperty[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('keys' in value && isKeyFrames(value.keys)) return [{ steps, keys: value.keys }];
  return Object.entries(value).flatMap(([name, inner]) => keyFramesOf(inner, [...steps, name]));
}

/** How many key frames there are in a value. */
export function keyFrameCount(value: unknown): number {
  return keyFramesOf(value).reduce((sum, { keys }) => sum + keys.length, 0);
}

function isKeyFrames(keys: unknown): keys is KeyFrame[] {
  return (
    Array.isArray(keys) &&
    keys.every((key: unknown) => typeof key === 'object' && key !== null && 'at' in key && 'value' in key)
  );
}
