import type { AssetSource, FileSource } from '@weireel/contract';
import {
  durationOf,
  endOf,
  exactFrameTicks,
  isKnownItem,
  ticksOfSeconds,
  type Animatable,
  type EditDocument,
  type Item,
  type KnownItem,
  type Operation,
  type Track,
} from '@weireel/edit';
import { isOverFilm, isTitleTrack, withAsset } from '@weireel/edit/editing';

/** An item that has a picture of its own. */
export type LayerItem = Exclude<KnownItem, { kind: 'adjust' }>;
/** What part of a layer is seen. */
export type Mask = NonNullable<LayerItem['mask']>;

/** Ways in which colours meet, in the order in which they are offered: darker, lighter, both, compared. */
export const blends = [
  ...(['normal', 'darken', 'multiply', 'burn', 'lighten', 'screen', 'dodge', 'add'] as const),
  ...(['overlay', 'softLight', 'hardLight', 'difference', 'exclusion', 'subtract'] as const),
] as const satisfies readonly NonNullable<LayerItem['blend']>[];

/** Masks that are offered; paths come from other programs. */
export const masks = ['rectangle', 'ellipse', 'linear', 'mirror', 'star'] as const;

/** How long a picture is seen at first, and how wide it is, in widths of the canvas. */
const [usualSeconds, usualWidth] = [3, 0.4];

/** A figure of a layer that a slider changes: what it is at first, and its ends. */
export interface Figure {
  /** The field. */
  name: string;
  /** What it is while it is not given. */
  initial: number;
  /** The ends of the slider, and its steps. */
  min: number;
  max: number;
  step: number;
  /** Whether it is so many of a hundred. Absent: degrees where its steps are whole, else a share of 1. */
  isOfHundred?: boolean;
}

const share = { min: 0, max: 1, step: 0.01 };
const turn = { name: 'rotate' as const, initial: 0, min: -180, max: 180, step: 1 };

/** Figures of a layer’s place. */
export const placeFigures = [
  { name: 'x', initial: 0.5, ...share },
  { name: 'y', initial: 0.5, ...share },
  turn,
] as const satisfies readonly Figure[];

/** Figures that each form of a mask has. */
export function maskFigures(kind: Mask['kind']): Figure[] {
  const position = ['x', 'y'].map((name) => ({ name, initial: 0.5, ...share }));
  const width = { name: 'width', initial: 1, ...share };
  const height = { name: 'height', initial: 1, ...share };
  const feather = { name: 'feather', initial: 0, ...share, max: 0.5 };
  const corners = { name: 'radius', initial: 0, ...share };
  return [
    ...position,
    ...(kind === 'linear' ? [] : kind === 'mirror' ? [height] : [width, height]),
    ...[turn, feather],
    ...(kind === 'rectangle' ? [corners] : []),
  ];
}

/** An item as a layer; null: it has no picture. */
export function asLayer(item: Item | null | undefined): LayerItem | null {
  return item != null && isKnownItem(item) && item.kind !== 'adjust' ? item : null;
}

/** What blends a layer. */
export function setBlend({ id }: LayerItem, blend: NonNullable<LayerItem['blend']>): Operation {
  return { kind: 'setItem', item: id, field: 'blend', value: blend === 'normal' ? null : blend };
}

/** What sets how far a layer covers what is below, from 0 to 1. */
export function setOpacity({ id }: LayerItem, opacity: Animatable): Operation {
  return { kind: 'setItem', item: id, field: 'opacity', value: opacity === 1 ? null : opacity };
}

/** What changes figures of a layer’s place. */
export function setPlace({ id, transform }: LayerItem, change: Record<string, Animatable>): Operation {
  return { kind: 'setItem', item: id, field: 'transform', value: { ...transform, ...change } };
}

/** What gives a layer a mask of a form; null: none. Its feather and whether it is inverted stay. */
export function setMask({ id, mask }: LayerItem, kind: Mask['kind'] | null): Operation {
  const size = kind === 'mirror' ? { height: 0.5 } : kind === 'linear' ? {} : { width: 0.6, height: 0.6 };
  const { feather, inverted } = mask ?? {};
  const value =
    kind === null
      ? null
      : { kind, ...size, ...(feather !== undefined && { feather }), ...(inverted === true && { inverted }) };
  return { kind: 'setItem', item: id, field: 'mask', value };
}

/** What changes figures of a layer’s mask; undefined takes one away. */
export function changeMask({ id, mask }: LayerItem, change: Record<string, Animatable | boolean>): Operation {
  return { kind: 'setItem', item: id, field: 'mask', value: { ...mask, ...change } };
}

/**
 * What lays an item over the film at a time: on the first track over it that is free there, below all titles, or on a new
 * one. It ends with the film; nothing where there is no film.
 */
export function insertLayer(
  document: EditDocument,
  item: LayerItem,
  { at, newId }: { at: number; newId: () => string },
): Operation[] {
  const frame = exactFrameTicks(document.fps);
  const whole = (ticks: number): number => Math.floor(ticks / frame) * frame;
  const end = whole(durationOf(document));
  const duration = Math.min(whole(item.duration), end);
  if (duration === 0) return [];
  const start = Math.max(0, Math.min(whole(at), end - duration));
  const isFree = ({ items }: Track): boolean =>
    items.every((each) => endOf(each) <= start || each.start >= start + duration);
  const present = document.tracks.find(
    (track) =>
      track.locked !== true &&
      isOverFilm(document, track) &&
      !(track.items.length > 0 && isTitleTrack(document, track)) &&
      isFree(track),
  );
  const track: Track = present ?? { id: newId(), kind: 'visual', items: [], transitions: [] };
  const firstTitles = document.tracks.findIndex((each) => isTitleTrack(document, each));
  const index = firstTitles === -1 ? document.tracks.length : firstTitles;
  return [
    ...(present === undefined ? [{ kind: 'addTrack', track, index } as const] : []),
    { kind: 'insert', track: track.id, item: { ...item, start, duration } },
  ];
}

/** What lays a picture of one’s own over the film, for some seconds. */
export function insertPicture(
  document: EditDocument,
  source: Extract<FileSource, { kind: 'image' | 'animation' }>,
  { at, newId }: { at: number; newId: () => string },
): Operation[] {
  const { key, operations } = withAsset(document, source, newId);
  const item: LayerItem = {
    ...{ kind: 'sticker', id: newId(), asset: key, start: 0, duration: ticksOfSeconds(usualSeconds) },
    width: usualWidth,
  };
  const put = insertLayer(document, item, { at, newId });
  return put.length === 0 ? [] : [...operations, ...put];
}

/** What lays a video over the film, half as large. */
export function insertOverlay(
  document: EditDocument,
  source: AssetSource,
  { at, newId }: { at: number; newId: () => string },
): Operation[] {
  const { key, operations } = withAsset(document, source, newId);
  const item: LayerItem = {
    ...{ kind: 'clip', id: newId(), asset: key, start: 0, duration: source.duration, sourceIn: 0 },
    transform: { scaleX: 0.5, scaleY: 0.5 },
  };
  const put = insertLayer(document, item, { at, newId });
  return put.length === 0 ? [] : [...operations, ...put];
}
