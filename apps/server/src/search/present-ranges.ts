import type { Highlights } from '@weireel/contract';
import type { TextRange } from '@weireel/search';

/** Pieces of a text as the contract names them. */
export function presentRanges(ranges: readonly TextRange[]): Highlights {
  return ranges.map(([start, end]) => ({ start, end }));
}
