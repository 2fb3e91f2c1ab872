import { ticksPerSecond } from '@weireel/edit';

/** How far a timeline is drawn apart: pixels for each second. */
export const zoomLimits = { min: 2, max: 480 } as const;

/** Pixels of a time. */
export function pixelsOf(ticks: number, pixelsPerSecond: number): number {
  return (ticks / ticksPerSecond) * pixelsPerSecond;
}

/** The time of so many pixels, rounded to a whole tick. */
export function ticksOf(pixels: number, pixelsPerSecond: number): number {
  return Math.round((pixels / pixelsPerSecond) * ticksPerSecond);
}

/** The scale that is so many steps nearer (farther where negative), within the limits. */
export function zoomedBy(pixelsPerSecond: number, steps: number): number {
  return withinZoom(pixelsPerSecond * 1.5 ** steps);
}

/** The scale in which all of a timeline is seen, with some room behind it. */
export function zoomToFit(durationTicks: number, widthPx: number): number {
  const seconds = Math.max(1, durationTicks / ticksPerSecond);
  return withinZoom((widthPx * 0.92) / seconds);
}

/** How far a timeline has to be scrolled so that a time stays where it is while the scale changes. */
export function scrollToKeep(
  at: number,
  { scrollPx, before, after }: { scrollPx: number; before: number; after: number },
): number {
  return Math.max(0, scrollPx + pixelsOf(at, after) - pixelsOf(at, before));
}

/** Seconds from one label of the ruler to the next, among which the nearest that fits is taken. */
const labelSteps = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300] as const;
const labelWidthPx = 72;

/** Where the ruler has its labels, in ticks, among a stretch of the timeline. */
export function rulerMarks(pixelsPerSecond: number, { from, to }: { from: number; to: number }): number[] {
  const seconds = labelSteps.find((step) => step * pixelsPerSecond >= labelWidthPx) ?? 600;
  const step = seconds * ticksPerSecond;
  const first = Math.max(0, Math.floor(from / step));
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}

function withinZoom(pixelsPerSecond: number): number {
  return Math.min(zoomLimits.max, Math.max(zoomLimits.min, pixelsPerSecond));
}
