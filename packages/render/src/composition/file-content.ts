import type { ColourTable } from '../colour/colour-table.ts';
import { paintCube, tablesOf } from '../colour/paint-cube.ts';
import { paintEffectFile } from '../effect/paint-effect-file.ts';
import { paintMasks } from '../mask/paint-mask.ts';
import type { SegmentFile } from './filter-graph.ts';

/**
 * What is written into a file: at once, or piece by piece.
 *
 * @param tables all of `tablesOfFile`. Default: it needs none
 */
export function fileContent(
  { content }: Pick<SegmentFile, 'content'>,
  tables: ReadonlyMap<string, ColourTable> = new Map(),
): string | Uint8Array | Iterable<Uint8Array> {
  if (typeof content === 'string' || content instanceof Uint8Array) return content;
  if ('covers' in content) return paintMasks(content);
  if ('painted' in content) return paintEffectFile(content);
  return paintCube(content, (sha256) => tables.get(sha256) ?? null);
}

/** Hashes of the tables of colours that a file is made of. */
export function tablesOfFile({ content }: Pick<SegmentFile, 'content'>): string[] {
  return typeof content === 'object' && 'effects' in content ? tablesOf(content) : [];
}
