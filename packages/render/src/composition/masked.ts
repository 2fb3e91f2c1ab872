import type { FilterGraph, Stream } from './filter-graph.ts';
import { formatOf } from './pixel-formats.ts';

/**
 * One stream where a mask is black, another where it is white.
 *
 * @param hasAlpha whether both hold transparency
 */
export function masked(
  graph: FilterGraph,
  [dark, bright]: readonly [Stream, Stream],
  mask: Stream,
  hasAlpha: boolean,
): Stream {
  const all = hasAlpha ? '0x00000000' : '0x000000';
  const planes = graph.change(mask, ['format=gray', `mergeplanes=${all}:${formatOf(hasAlpha)}`]);
  return graph.join([dark, bright, planes], ['maskedmerge']);
}
