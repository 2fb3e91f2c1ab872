import { type EditDocument, type KnownItem, assetOf, isKnownItem } from '../edit-document.ts';
import { replaceItem } from '../operations/timeline.ts';
import type { Slot } from '../schema/edit-document.ts';
import { sourceAt } from '../time/retime.ts';
import { checkMeaning } from '../validation/check-meaning.ts';
import { type Problem, problem } from '../validation/problem.ts';
import { withoutUnused } from './without-unused.ts';

/** What goes into a slot: a text, or an asset of the document with where in it to begin. */
export type SlotFill =
  | {
      kind: 'text';
      /** Takes the place of the whole text, in the look of its first run. */
      text: string;
    }
  | {
      kind: 'asset';
      /** An asset of the document. */
      asset: string;
      /** In point of a video, in ticks; 0 unless given. */
      sourceIn?: number;
    };

/** What came of filling a template. */
export type FilledTemplate =
  | {
      kind: 'done';
      /** The document, no template any more. */
      document: EditDocument;
    }
  | {
      kind: 'refused';
      /** Why; paths begin with `slots` and the id of the slot. */
      problems: Problem[];
    };

/**
 * Makes a document of a template: every slot is filled with what is given for its id, and keeps its place, length and
 * all that it wears. A slot for which nothing is given keeps what the template has in it. Assets that were replaced and
 * that nothing else names are not in the document any more: whoever fills it needs no right to use them.
 *
 * @param document a valid one, with the assets that are filled in
 */
export function fillTemplate(
  document: EditDocument,
  fills: Readonly<Record<string, SlotFill>>,
): FilledTemplate {
  const { template = { slots: [] }, ...rest } = document;
  const slots = new Map(template.slots.map((slot) => [slot.id, slot]));
  const problems: Problem[] = [];
  let filled: EditDocument = rest;
  for (const [id, fill] of Object.entries(fills)) {
    const slot = slots.get(id);
    const item = slot === undefined ? null : itemOf(filled, slot.item);
    const changed =
      slot === undefined || item === null ? problem('item_missing', '') : fillSlot(filled, slot, item, fill);
    if ('code' in changed) problems.push(problem(changed.code, `slots.${id}`));
    else filled = replaceItem(filled, changed.id, changed);
  }
  filled = withoutUnused(filled, new Set(Object.keys(document.assets)));
  if (problems.length === 0)
    problems.push(...checkMeaning(filled).filter(({ severity }) => severity === 'error'));
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'done', document: filled };
}

function itemOf({ tracks }: EditDocument, id: string): KnownItem | null {
  const item = tracks.flatMap(({ items }) => items).find((each) => each.id === id);
  return item !== undefined && isKnownItem(item) ? item : null;
}

function fillSlot(document: EditDocument, slot: Slot, item: KnownItem, fill: SlotFill): KnownItem | Problem {
  if (fill.kind === 'text') {
    if (item.kind !== 'text' || !slot.accepts.includes('text')) return problem('wrong_kind', '');
    if (fill.text.length > (slot.maxCharacters ?? Infinity)) return problem('too_long', '');
    const look = item.runs[0]?.look;
    return { ...item, runs: [{ text: fill.text, ...(look !== undefined && { look }) }] };
  }
  const asset = assetOf(document, fill.asset);
  if (asset === null) return problem('asset_missing', '');
  const isHeardOnly = document.tracks.some(({ kind, items }) => kind === 'audio' && items.includes(item));
  if (isHeardOnly && asset.kind === 'video' && !asset.hasSound) return problem('wrong_asset', '');
  if (item.kind === 'clip' && asset.kind === 'video' && slot.accepts.includes('video')) {
    const clip = { ...item, asset: fill.asset, sourceIn: fill.sourceIn ?? 0 };
    const needed = Math.max(slot.minDuration ?? 0, clip.sourceIn + lengthInSource(item));
    return asset.duration < needed ? problem('outside_source', '') : withWholeSource(clip, item);
  }
  const isPicture = item.kind === 'image' || item.kind === 'sticker';
  if (isPicture && asset.kind === 'image' && slot.accepts.includes('image'))
    return { ...item, asset: fill.asset };
  return problem('wrong_asset', '');
}

type Clip = Extract<KnownItem, { kind: 'clip' }>;

/** How much of a source a clip plays, forwards or backwards. */
function lengthInSource(clip: Clip): number {
  return Math.abs(sourceAt(clip, clip.duration) - sourceAt(clip, 0));
}

/** A clip that plays from the in point on; backwards, up to it. */
function withWholeSource(clip: Clip, former: Clip): Clip {
  const early = Math.min(sourceAt(former, 0), sourceAt(former, former.duration));
  return { ...clip, sourceIn: clip.sourceIn + (former.sourceIn - early) };
}
