/**
 * The whole lag between `-reach` and `reach` at which two signals are least unlike; the one nearest to zero of those
 * that are hardly worse.
 */
export function bestLag(reach: number, unlikeness: (lag: number) => number): number {
  const lags = Array.from({ length: 2 * reach + 1 }, (_, n) => n - reach);
  const found = lags.map((lag) => ({ lag, value: unlikeness(lag) }));
  const values = found.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const near = found.filter(({ value }) => value <= least + (most - least) * 0.001);
  return near.reduce((best, { lag }) => (Math.abs(lag) < Math.abs(best) ? lag : best), Infinity);
}
