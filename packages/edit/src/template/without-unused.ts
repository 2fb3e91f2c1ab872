import type { EditDocument } from '../edit-document.ts';

/** A document without those of some assets that nothing in it names. */
export function withoutUnused(document: EditDocument, candidates: ReadonlySet<string>): EditDocument {
  const { assets, tracks, styles, cover } = document;
  const named = new Set<string>();
  for (const part of [tracks, styles, cover]) collectStrings(part, named);
  const kept = Object.entries(assets).filter(([id]) => named.has(id) || !candidates.has(id));
  return { ...document, assets: Object.fromEntries(kept) };
}

/** Every string that a value holds: whatever names an asset, also in kinds that we do not know, is one. */
function collectStrings(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) collectStrings(inner, found);
}
