import type { FileSource } from '@weireel/contract';
import { effectKinds } from '../effects/effect-kinds.ts';
import { isKnownItem, type EditDocument, type Item } from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';
import type { Clip } from './clips.ts';
import { withAsset } from './with-asset.ts';

type Effect = NonNullable<Clip['effects']>[number];

/** What a clip’s picture is changed by, as far as the inspector shows it. */
export interface Look {
  /** Name of the filter; null: none. */
  filter: string | null;
  /** How strong the filter is, from 0 to 100; null: it changes meanwhile. */
  strength: number | null;
  /** Sliders that are not at 0, from -100 to 100; null: it changes meanwhile. */
  sliders: Readonly<Record<string, number | null>>;
  /** The table of colours of one’s own, by its id in the document; null: none. */
  table: string | null;
  /** How strong the table is, from 0 to 100; null: it changes meanwhile. */
  tableStrength: number | null;
}

/** Sliders that are seen at once, and those for who looks for them. */
export const lookSliders = {
  usual: ['exposure', 'contrast', 'saturation', 'temperature'],
  more: ['brightness', 'highlights', 'shadows', 'whites', 'blacks', 'vibrance', 'tint', 'fade'],
} as const;

const isFilter = ({ kind }: Effect): boolean =>
  kind.startsWith('filter-') && Object.hasOwn(effectKinds, kind);
const isColour = ({ kind }: Effect): boolean => kind === 'colour';
const isTable = ({ kind }: Effect): boolean => kind === 'lut';

/** How a clip looks. */
export function lookOf({ effects = [] }: Pick<Clip, 'effects'>): Look {
  const [filter, colour] = [effects.find(isFilter), effects.find(isColour)];
  const table = effects.find(isTable)?.params;
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return {
    filter: filter === undefined ? null : filter.kind.slice('filter-'.length),
    strength: number(filter?.params.strength ?? 0),
    sliders: Object.fromEntries(
      Object.entries(colour?.params ?? {}).map(([name, value]) => [name, number(value)]),
    ),
    table: typeof table?.['lut'] === 'string' ? table['lut'] : null,
    tableStrength: number(table?.['strength'] ?? 100),
  };
}

/** What gives a clip a filter of such a strength; null: none. Other effects stay as they are. */
export function setFilter(clip: Clip, filter: { name: string; strength: number } | null): Operation {
  const others = (clip.effects ?? []).filter((effect) => !isFilter(effect));
  if (filter === null) return withEffects(clip, others);
  const { name, strength } = filter;
  const effect: Effect = { kind: `filter-${name}`, version: 1, params: { strength } };
  const tables = others.filter(isTable);
  return withEffects(clip, [...others.filter((each) => !isTable(each)), effect, ...tables]);
}

/** What sets a slider of a clip; sliders at 0 are not kept, nor an effect of none. */
export function setSlider(clip: Clip, name: string, value: number): Operation {
  const { effects = [] } = clip;
  const present = effects.find(isColour) ?? { kind: 'colour', version: 1, params: {} };
  const { [name]: _, ...rest } = present.params;
  const params = value === 0 ? rest : { ...rest, [name]: value };
  const others = effects.filter((effect) => !isColour(effect));
  // Colours first: a filter is laid over what was set right.
  return withEffects(clip, Object.keys(params).length === 0 ? others : [{ ...present, params }, ...others]);
}

/** What gives a clip a table of colours; null: none. It is laid over all else. */
export function setTable(
  document: EditDocument,
  clip: Clip,
  source: Extract<FileSource, { kind: 'lut' }> | null,
  newId: () => string,
): Operation[] {
  const { effects = [] } = clip;
  const others = effects.filter((effect) => !isTable(effect));
  const former = lookOf(clip).table;
  if (source === null) return [withEffects(clip, others), ...unusedTables(document, [clip], former)];
  const { key, operations } = withAsset(document, source, newId);
  const strength = effects.find(isTable)?.params.strength ?? 100;
  const effect: Effect = { kind: 'lut', version: 1, params: { lut: key, strength } };
  const unused = former === key ? [] : unusedTables(document, [clip], former);
  return [...operations, withEffects(clip, [...others, effect]), ...unused];
}

/** What sets how far a clip’s table of colours takes hold, from 0 to 100. */
export function setTableStrength(clip: Clip, strength: number): Operation {
  const effects = (clip.effects ?? []).map((effect) =>
    isTable(effect) ? { ...effect, params: { ...effect.params, strength } } : effect,
  );
  return withEffects(clip, effects);
}

/** What takes tables of colours that may not be used from all items that stay. */
export function lookWithoutLost(
  { tracks, assets }: EditDocument,
  gone: readonly Item[],
  isLost: (asset: string) => boolean,
): Operation[] {
  const lost = Object.keys(assets).filter((id) => assets[id]?.kind === 'lut' && isLost(id));
  if (lost.length === 0) return [];
  const isLeft = ({ kind, params }: Effect): boolean =>
    kind !== 'lut' || typeof params['lut'] !== 'string' || !lost.includes(params['lut']);
  const changed = tracks.flatMap(({ items }) =>
    items.flatMap((item) => {
      const effects = isKnownItem(item) && !gone.includes(item) ? (item.effects ?? []) : [];
      const left = effects.filter(isLeft);
      return left.length === effects.length ? [] : [withEffects(item, left)];
    }),
  );
  return [...changed, ...lost.map((id) => ({ kind: 'setAsset', id, asset: null }) as const)];
}

/** What takes a table away that only these clips had; null: there was none. */
function unusedTables({ tracks }: EditDocument, clips: readonly Item[], table: string | null): Operation[] {
  if (table === null) return [];
  const isUsed = tracks.some(({ items }) =>
    items.some(
      (item) =>
        !clips.some(({ id }) => id === item.id) &&
        isKnownItem(item) &&
        (item.effects ?? []).some(({ kind, params }) => kind === 'lut' && params['lut'] === table),
    ),
  );
  return isUsed ? [] : [{ kind: 'setAsset', id: table, asset: null }];
}

/** What takes filter, table and sliders away. */
export function resetLook(document: EditDocument, clip: Clip): Operation[] {
  const isOfLook = (effect: Effect) => isFilter(effect) || isColour(effect) || isTable(effect);
  const others = (clip.effects ?? []).filter((effect) => !isOfLook(effect));
  return [withEffects(clip, others), ...unusedTables(document, [clip], lookOf(clip).table)];
}

function withEffects({ id }: Pick<Item, 'id'>, effects: Effect[]): Operation {
  return { kind: 'setItem', item: id, field: 'effects', value: effects.length === 0 ? null : effects };
}
