import type { FilterGraph, Stream } from './filter-graph.ts';
import { transparent } from './pixel-formats.ts';

/** One stream where a mask is black, another where it is white; both hold transparency. */
export function masked(graph: FilterGraph, dark: Stream, bright: Stream, mask: Stream): Stream {
  const planes = graph.change(mask, ['format=gray', `mergeplanes=0x00000000:${transparent}`]);
  return graph.join([dark, bright, planes], ['maskedmerge']);
}
