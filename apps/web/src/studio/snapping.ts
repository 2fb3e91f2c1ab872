import { endOf, snapToFrame, type EditDocument } from '@weireel/edit';

/** Times that others are drawn to: where items begin and end, and the beginning; without those of one item. */
export function snapTargets({ tracks }: EditDocument, exceptId: string | null): number[] {
  const edges = tracks.flatMap(({ items }) =>
    items.filter(({ id }) => id !== exceptId).flatMap((item) => [item.start, endOf(item)]),
  );
  return [...new Set([0, ...edges])].sort((a, b) => a - b);
}

/** The nearest target within a distance; where there is none, the nearest edge of a frame. */
export function snapped(
  at: number,
  targets: readonly number[],
  { withinTicks, fps }: { withinTicks: number; fps: EditDocument['fps'] },
): number {
  const near = targets.filter((target) => Math.abs(target - at) <= withinTicks);
  const [nearest] = near.toSorted((a, b) => Math.abs(a - at) - Math.abs(b - at));
  return nearest ?? snapToFrame(at, fps);
}
