import type { AnimationState, EvaluatedTransform, Layer } from '@weireel/edit';

/** What an animation does to a layer. */
interface Motion {
  /** Factor of its opacity. */
  opacity?: number;
  /** To the right, in widths of the canvas. */
  x?: number;
  /** Downwards, in heights of the canvas. */
  y?: number;
  /** Factor of its size. */
  scale?: number;
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
  zoom: (share) => ({ opacity: share, scale: 0.4 + 0.6 * eased(share) }),
  pop: (share) => ({ opacity: Math.min(1, 3 * share), scale: beyond(share) }),
  spin: (share) => ({ opacity: share, rotate: -180 * (1 - eased(share)), scale: 0.2 + 0.8 * eased(share) }),
};

/** Once around, from 0 to 1. */
const loops: Readonly<Record<string, (share: number) => Motion>> = {
  pulse: (share) => ({ scale: 1 + 0.06 * wave(share) }),
  float: (share) => ({ y: 0.012 * wave(share) }),
  sway: (share) => ({ rotate: 4 * wave(share) }),
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
      const { x = 0, y = 0, scale = 1, rotate = 0, opacity: share = 1 } = motion ?? {};
      const { transform: before } = state;
      return {
        transform: {
          ...before,
          ...{ x: before.x + x, y: before.y + y, rotate: before.rotate + rotate },
          ...{ scaleX: before.scaleX * scale, scaleY: before.scaleY * scale },
        },
        opacity: state.opacity * Math.min(1, Math.max(0, share)),
      };
    },
    { transform, opacity },
  );
}

/** Fast first, then slow. */
function eased(share: number): number {
  return 1 - (1 - share) ** 3;
}

/** A little too far, and back. */
function beyond(share: number): number {
  const rest = share - 1;
  return 1 + 2.7 * rest ** 3 + 1.7 * rest ** 2;
}

function wave(share: number): number {
  return Math.sin(2 * Math.PI * share);
}
