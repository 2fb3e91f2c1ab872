import type { Rate } from '@weireel/edit';

/** Half a frame before the one that is needed: it is the first from there on, however times were rounded. */
export function seekTo(frame: number, { num, den }: Rate): string {
  return `${Math.max(0, Math.round(((2 * frame - 1) * den * 500_000) / num))}us`;
}
