import type { AnimationState, EvaluatedTransform, Layer } from '@weireel/edit';
import { beyond, bounced, eased, wave } from './easing.ts';

/** What an animation does to a layer, or to letters of it. */
export interface Motion {
  /** Factor of its opacity. */
  opacity?: number;
  /** To the right, in widths of the canvas; of letters, in sizes of their font. */
  x?: number;
  /** Downwards, in heights of the canvas; of letters, in sizes of their font. */
  y?: number;
  /** Factor of its size. */
  scale?: number;
  /** Factor of its width, besides. */
  scaleX?: number;
  /** Factor of its height, besides. */
  scaleY?: number;
  /** Clockwise, in degrees. */
  rotate?: number;
}

/** From 0, not yet there, to 1, at its place. */
const arrivals: Readonly<Record<string, (share: number) => Motion>> = {
  fade: (share) => ({ opacity: share }),
  rise: (share) => ({ opacity: share, y: 0.06 * (1 - eased(share)) }),
  drop: (share) => ({ opacity: share, y: -0.06 * (1 - eased(share)) }),
  'slide-left': (share) => ({ x: 1 - eased(share) }),
  'slide-right': (share) => ({ x: eased(share) - 1 }),
  'slide-up': (share) => ({ y: 1 - eased(share) }),
  'slide-down': (share) => ({ y: eased(share) - 1 }),
  zoom: (share) => ({ opacity: share, scale: 0.4 + 0.6 * eased(share) }),
  settle: (share) => ({ opacity: share, scale: 2.2 - 1.2 * eased(share) }),
  pop: (share) => ({ opacity: Math.min(1, 3 * share), scale: beyond(share) }),
  spin: (share) => ({ opacity: share, rotate: -180 * (1 - eased(share)), scale: 0.2 + 0.8 * eased(share) }),
  bounce: (share) => ({ opacity: Math.min(1, 4 * share), y: 0.3 * (bounced(share) - 1) }),
  swing: (share) => ({
    opacity: Math.min(1, 3 * share),
    rotate: 35 * (1 - share) ** 2 * Math.cos(5 * Math.PI * share),
  }),
  stretch: (share) => ({ opacity: Math.min(1, 3 * share), scaleX: eased(share) }),
  unfold: (share) => ({ opacity: Math.min(1, 3 * share), scaleY: eased(share) }),
  flicker: (share) => ({ opacity: share >= 0.9 ? 1 : share * (0.5 + 0.5 * Math.cos(14 * Math.PI * share)) }),
};

/** Once around, from 0 to 1. */
const loops: Readonly<Record<string, (share: number) => Motion>> = {
  pulse: (share) => ({ scale: 1 + 0.06 * wave(share) }),
  heartbeat: (share) => ({ scale: 1 + 0.14 * beat(share, 0.15) + 0.09 * beat(share, 0.4) }),
  float: (share) => ({ y: 0.012 * wave(share) }),
  hop: (share) => ({ y: -0.04 * Math.abs(wave(share)) }),
  sway: (share) => ({ rotate: 4 * wave(share) }),
  shake: (share) => ({ x: 0.006 * wave(4 * share), y: 0.004 * wave(3 * share) }),
  turn: (share) => ({ rotate: 360 * share }),
  blink: (share) => ({ opacity: 0.6 + 0.4 * Math.cos(2 * Math.PI * share) }),
};

/** Animations by name: those by which items come and go, and those that go on meanwhile. */
export const animationPresets = {
  edges: new Set(Object.keys(arrivals)),
  loops: new Set(Object.keys(loops)),
} as const satisfies Record<string, ReadonlySet<string>>;

/** Whether an animation is one of ours. */
export function isAnimationRendered({ phase, preset }: AnimationState): boolean {
  return (phase === 'loop' ? animationPresets.loops : animationPresets.edges).has(preset);
}

/** Where a layer lies, and how far it covers what is below, with what its animations do. */
export function animated({
  transform,
  opacity,
  animation,
}: Pick<Layer, 'transform' | 'opacity' | 'animation'>): {
  transform: EvaluatedTransform;
  opacity: number;
} {
  return animation.reduce(
    (state, { phase, preset, progress }) => {
      const motion =
        phase === 'loop'
          ? loops[preset]?.(progress)
          : arrivals[preset]?.(phase === 'in' ? progress : 1 - progress);
      const { x = 0, y = 0, rotate = 0, opacity: share = 1 } = motion ?? {};
      const { scale = 1, scaleX = 1, scaleY = 1 } = motion ?? {};
      const { transform: before } = state;
      return {
        transform: {
          ...before,
          ...{ x: before.x + x, y: before.y + y, rotate: before.rotate + rotate },
          ...{ scaleX: before.scaleX * scale * scaleX, scaleY: before.scaleY * scale * scaleY },
        },
        opacity: state.opacity * Math.min(1, Math.max(0, share)),
      };
    },
    { transform, opacity },
  );
}

/** A bump about a place, from 0 to 1. */
function beat(share: number, middle: number): number {
  return Math.max(0, 1 - ((share - middle) / 0.12) ** 2);
}
