/** What part of a file to send: all of it, a part, or nothing because the range lies outside. */
export type RangeDecision =
  { kind: 'whole' } | { kind: 'part'; start: number; endExclusive: number } | { kind: 'unsatisfiable' };

/**
 * Reads a `Range` header (RFC 9110 section 14). Several ranges, other units and nonsense are answered with the
 * whole file, as the RFC allows; `If-Range` that does not match likewise.
 */
export function decideRange(
  range: string | undefined,
  options: { sizeBytes: number; etag: string; ifRange: string | undefined },
): RangeDecision {
  if (range === undefined) return { kind: 'whole' };
  if (options.ifRange !== undefined && options.ifRange !== options.etag) return { kind: 'whole' };
  const match = /^bytes=(\d*)-(\d*)$/.exec(range.trim());
  if (!match) return { kind: 'whole' };
  const [, first = '', last = ''] = match;
  const { sizeBytes } = options;
  if (first === '') {
    if (last === '') return { kind: 'whole' };
    const suffix = Number(last);
    if (suffix === 0 || sizeBytes === 0) return { kind: 'unsatisfiable' };
    return { kind: 'part', start: Math.max(0, sizeBytes - suffix), endExclusive: sizeBytes };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return { kind: 'whole' };
  if (start >= sizeBytes) return { kind: 'unsatisfiable' };
  const endExclusive = last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  return { kind: 'part', start, endExclusive };
}
