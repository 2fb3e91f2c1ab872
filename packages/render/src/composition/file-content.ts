import { paintMasks } from '../mask/paint-mask.ts';
import type { SegmentFile } from './filter-graph.ts';

/** What is written into a file: at once, or piece by piece. */
export function fileContent({
  content,
}: Pick<SegmentFile, 'content'>): string | Uint8Array | Iterable<Uint8Array> {
  return typeof content === 'string' || content instanceof Uint8Array ? content : paintMasks(content);
}
