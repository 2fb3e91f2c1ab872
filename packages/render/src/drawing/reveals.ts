import type { Motion } from './animation.ts';
import { beyond, bounced, eased } from './easing.ts';

/** From 0, not yet there, to 1, at its place; lengths in sizes of the font. */
const reveals: Readonly<Record<string, (share: number) => Motion>> = {
  fade: (share) => ({ opacity: share }),
  typewriter: () => ({}),
  rise: (share) => ({ opacity: share, y: 0.8 * (1 - eased(share)) }),
  drop: (share) => ({ opacity: share, y: -0.8 * (1 - eased(share)) }),
  slide: (share) => ({ opacity: share, x: 1.2 * (1 - eased(share)) }),
  pop: (share) => ({ opacity: Math.min(1, 3 * share), scale: beyond(share) }),
  settle: (share) => ({ opacity: share, scale: 3 - 2 * eased(share) }),
  turn: (share) => ({ opacity: share, rotate: -120 * (1 - eased(share)), scale: 0.3 + 0.7 * eased(share) }),
  flip: (share) => ({ opacity: Math.min(1, 3 * share), scaleX: eased(share) }),
  bounce: (share) => ({ opacity: Math.min(1, 4 * share), y: 1.6 * (bounced(share) - 1) }),
};

/** Presets that leave letters where they are. */
const standing: ReadonlySet<string> = new Set(['fade', 'typewriter']);

/** Ways in which the units of a text appear. */
export const revealPresets: ReadonlySet<string> = new Set(Object.keys(reveals));

/** Whether letters move while they appear. */
export function isRevealMoving(preset: string): boolean {
  return !standing.has(preset);
}

/** What becomes of a unit at its share of the time: not seen before 0, at its place from 1 on. */
export function revealedUnit(preset: string, share: number): { opacity: number; motion: Motion | null } {
  const { opacity = 1, ...motion } = share >= 1 ? {} : (reveals[preset]?.(share) ?? {});
  if (share < 0) return { opacity: 0, motion: null };
  const isMoving = share < 1 && isRevealMoving(preset);
  return { opacity: Math.min(1, Math.max(0, opacity)), motion: isMoving ? motion : null };
}
