import type { Item, KnownItem, Operation } from '@weireel/edit';
import { asLayer, type Figure } from './layers.ts';

/** An item that may be repeated over the whole picture. */
export type Tileable = Extract<KnownItem, { kind: 'text' | 'sticker' }>;
type Tiles = NonNullable<Tileable['tiles']>;
type SetValue = Extract<Operation, { kind: 'setItem' }>['value'];

/** What a watermark looks like at first. */
const usualTiles: Tiles = { gapX: 0.12, gapY: 0.12, staggered: true };
const [usualOpacity, usualTurn] = [0.2, -30];

/** Figures of the gaps, in widths and heights of the canvas. */
export const gapFigures: readonly (Figure & { name: 'gapX' | 'gapY' })[] = [
  { name: 'gapX', initial: 0.1, min: 0, max: 1, step: 0.01 },
  { name: 'gapY', initial: 0.1, min: 0, max: 1, step: 0.01 },
];

/** An item as one that may be repeated; null: it may not. */
export function asTileable(item: Item): Tileable | null {
  const layer = asLayer(item);
  return layer?.kind === 'text' || layer?.kind === 'sticker' ? layer : null;
}

/**
 * What repeats an item over the whole picture, or takes that back. It becomes pale and is turned unless it is already
 * either; its mask goes, which would be that of one picture.
 */
export function toggleTiles({ id, tiles, opacity, transform = {}, mask }: Tileable): Operation[] {
  const set = (field: string, value: SetValue): Operation => ({
    ...{ kind: 'setItem', item: id, field, value },
  });
  if (tiles !== undefined) return [set('tiles', null)];
  return [
    set('tiles', usualTiles),
    ...(opacity === undefined ? [set('opacity', usualOpacity)] : []),
    ...(transform.rotate === undefined ? [set('transform', { ...transform, rotate: usualTurn })] : []),
    ...(mask === undefined ? [] : [set('mask', null)]),
  ];
}

/** What changes how an item is repeated. */
export function changeTiles({ id, tiles }: Tileable, change: Partial<Tiles>): Operation {
  return { kind: 'setItem', item: id, field: 'tiles', value: { ...tiles, ...change } };
}
