import type { AssetSource } from '@weireel/contract';
import { aspectPresets } from '../aspect-presets.ts';
import {
  durationOf,
  endOf,
  isKnownItem,
  type EditDocument,
  type Item,
  type Track,
} from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';
import { exactFrameTicks, snapToFrame, ticksOfSeconds } from '../time/ticks.ts';
import { asClip, assetIdOf, findItem, isOverFilm, itemAt, mainTrack, type Clip } from './clips.ts';
import { lookWithoutLost } from './looks.ts';
import { isOwnFile } from './own-pictures.ts';
import { wordsWithoutLost } from './title-font.ts';
import { withAsset } from './with-asset.ts';

/** The name of a shape of the canvas. */
export type Aspect = keyof typeof aspectPresets;

/** Longer sides of the canvas that people choose among. */
export const canvasSizes = [1280, 1920] as const;

/** How long music fades at the end of a film, in seconds. */
const musicFadeSeconds = 1;

/** A project with nothing on it: upright, until its first clip says otherwise. */
export function emptyDocument(): EditDocument {
  return {
    ...{ schema: 'weireel.edit', version: 1, fps: { num: 30, den: 1 } },
    ...{ canvas: { ...aspectPresets['9:16'] }, assets: {}, styles: {} },
    tracks: [{ id: 'main', kind: 'visual', items: [], transitions: [] }],
  };
}

/** The canvas of a shape whose longer side is so long. */
export function canvasOf(aspect: Aspect, longSidePx: number): EditDocument['canvas'] {
  const { widthPx, heightPx } = aspectPresets[aspect];
  const scale = longSidePx / Math.max(widthPx, heightPx);
  return { widthPx: Math.round(widthPx * scale), heightPx: Math.round(heightPx * scale) };
}

/** The shape that is nearest to a picture’s. */
export function aspectOf({ widthPx, heightPx }: { widthPx: number; heightPx: number }): Aspect {
  const distance = (name: Aspect): number => {
    const preset = aspectPresets[name];
    return Math.abs(Math.log((widthPx * preset.heightPx) / (heightPx * preset.widthPx)));
  };
  // As: the names of the presets.
  return (Object.keys(aspectPresets) as Aspect[]).reduce((best, name) =>
    distance(name) < distance(best) ? name : best,
  );
}

/** What puts a video of the library on the main track, before an item or at the end; the first one shapes the film. */
export function insertMaterial(
  document: EditDocument,
  source: AssetSource,
  { before, newId }: { before: string | null; newId: () => string },
): Operation[] {
  const track = mainTrack(document);
  const isFirst = document.tracks.every(({ items }) => items.length === 0);
  const fps = isFirst ? source.fps : document.fps;
  const next = track?.items.find(({ id }) => id === before);
  const start = next?.start ?? endOfTrack(track);
  const { key, operations } = withAsset(document, source, newId);
  const trackId = track?.id ?? newId();
  return [
    ...(isFirst ? shapedBy(source) : []),
    ...operations,
    ...(track === null ? [addTrack({ id: trackId, kind: 'visual', items: [], transitions: [] }, 0)] : []),
    { kind: 'insert', track: trackId, item: clipOf(source, { id: newId(), key, start, fps }), ripple: true },
  ];
}

/** What puts the sound of a video on a track of its own, at a time or, where that is taken, at the end. */
export function insertSound(
  document: EditDocument,
  source: AssetSource,
  { at, newId }: { at: number; newId: () => string },
): Operation[] {
  const present = document.tracks.find(({ kind, locked }) => kind === 'audio' && locked !== true);
  const track: Track = present ?? { id: newId(), kind: 'audio', items: [], transitions: [] };
  const { key, operations } = withAsset(document, source, newId);
  const clip = clipOf(source, { id: newId(), key, start: at, fps: document.fps });
  const isFree = track.items.every((item) => endOf(item) <= at || item.start >= endOf(clip));
  const item = isFree ? clip : { ...clip, start: endOfTrack(track) };
  return [
    ...operations,
    ...(present === undefined ? [addTrack(track, document.tracks.length)] : []),
    { kind: 'insert', track: track.id, item },
  ];
}

/**
 * What lays the sound of a video under the film from a time on: it ends with the film, so that it does not make it
 * longer, and fades out there. Nothing where there is no film.
 */
export function insertMusic(
  document: EditDocument,
  source: AssetSource,
  wish: { at: number; newId: () => string },
): Operation[] {
  const frame = exactFrameTicks(document.fps);
  const end = Math.floor(durationOf(document) / frame) * frame;
  return insertSound(document, source, wish).flatMap((operation): Operation[] => {
    const item = operation.kind === 'insert' ? asClip(operation.item) : null;
    if (operation.kind !== 'insert' || item === null) return [operation];
    const duration = Math.min(item.duration, end - item.start);
    if (duration <= 0) return [];
    const fade = Math.min(ticksOfSeconds(musicFadeSeconds), duration);
    const sound = { fadeOut: { duration: fade, curve: 'smooth' as const } };
    return [{ ...operation, item: { ...item, duration, sound } }];
  });
}

/** What takes an item away, with its asset and its track of sound or titles where nothing else needs them. */
export function removeItem(document: EditDocument, id: string): Operation[] {
  const found = findItem(document, id);
  if (found === null) return [];
  const { item, track } = found;
  const isBeside = track.kind === 'audio' || isOverFilm(document, track);
  const isLast = isBeside && track.items.length === 1;
  return [
    { kind: 'delete', item: id, ripple: closesUp(document, track) },
    ...(isLast ? [{ kind: 'removeTrack', track: track.id } as const] : []),
    ...unusedWithout(document, [item]),
  ];
}

/**
 * What takes away all clips, pictures and tables of colours whose assets may not be used.
 *
 * @param isUsable is told an asset's id in the library, which is empty when it has none, and whether it is a file
 */
export function removeLost(
  document: EditDocument,
  isUsable: (assetId: string, isFile: boolean) => boolean,
): Operation[] {
  const isLost = (asset: string): boolean =>
    !isUsable(assetIdOf(document, { asset }) ?? '', isOwnFile(document.assets[asset]));
  const lost = document.tracks.flatMap((track) =>
    track.items
      .filter((item) => {
        const asset = assetNameOf(item);
        if (asset === null || !isKnownItem(item)) return false;
        return isLost(asset);
      })
      .map((item) => ({ item, ripple: closesUp(document, track) })),
  );
  const gone = lost.map(({ item }) => item);
  return [
    ...lost.map(({ item, ripple }): Operation => ({ kind: 'delete', item: item.id, ripple })),
    ...lookWithoutLost(document, gone, isLost),
    ...wordsWithoutLost(document, gone, isLost),
    ...unusedWithout(document, gone),
  ];
}

/** What cuts the selected item at a time, or else that of the film; null: there is nothing to cut. */
export function splitAt(
  document: EditDocument,
  at: number,
  { selectedId, newId }: { selectedId: string | null; newId: string },
): Operation | null {
  const chosen = findItem(document, selectedId);
  const isUnder = chosen !== null && chosen.item.start < at && at < endOf(chosen.item);
  const track = isUnder ? chosen.track : mainTrack(document);
  const item = isUnder ? chosen.item : track === null ? null : itemAt(track, at);
  return item === null || item.start === at ? null : { kind: 'split', item: item.id, at, newId };
}

/**
 * What puts an item before or after its neighbour; where its track does not close up, a frame earlier or later. Null:
 * there is no such place.
 */
export function moveBy(document: EditDocument, itemId: string, direction: -1 | 1): Operation | null {
  const found = findItem(document, itemId);
  if (found === null) return null;
  const { item, track } = found;
  if (!closesUp(document, track)) {
    const frame = exactFrameTicks(document.fps);
    const start = Math.max(0, snapToFrame(item.start, document.fps) + direction * frame);
    return { kind: 'move', item: item.id, start };
  }
  const index = track.items.findIndex(({ id }) => id === item.id);
  const isAtEnd = direction < 0 ? index === 0 : index === track.items.length - 1;
  if (isAtEnd) return null;
  const before = track.items[direction < 0 ? index - 1 : index + 2]?.id ?? null;
  return { kind: 'reorder', item: item.id, before };
}

/** Whether items of a track close up when one of them becomes shorter or goes. */
export function closesUp(document: EditDocument, track: Track): boolean {
  return track.id === mainTrack(document)?.id;
}

function endOfTrack(track: Track | null): number {
  return Math.max(0, ...(track?.items ?? []).map(endOf));
}

function addTrack(track: Track, index: number): Operation {
  return { kind: 'addTrack', track, index };
}

/** Canvas and frame rate as the first clip has them: what needs no change looks best, and is made fastest. */
function shapedBy(source: AssetSource): Operation[] {
  const canvas = canvasOf(aspectOf(source), canvasSizes[0]);
  return [
    { kind: 'setDocument', field: 'canvas', value: canvas },
    { kind: 'setDocument', field: 'fps', value: source.fps },
  ];
}

function clipOf(
  source: AssetSource,
  { id, key, start, fps }: { id: string; key: string; start: number; fps: EditDocument['fps'] },
): Clip {
  const frame = exactFrameTicks(fps);
  const duration = Math.max(1, Math.floor(source.duration / frame)) * frame;
  return { kind: 'clip', id, asset: key, start, duration: Math.min(duration, source.duration), sourceIn: 0 };
}

/** What takes assets away that nothing but these items names. */
function unusedWithout(document: EditDocument, gone: readonly Item[]): Operation[] {
  const staying = document.tracks.flatMap(({ items }) => items).filter((item) => !gone.includes(item));
  const used = new Set([...staying, ...(document.cover?.items ?? [])].map(assetNameOf));
  const { from } = document.cover ?? {};
  if (from?.kind === 'image') used.add(from.asset);
  const named = new Set(gone.map(assetNameOf));
  return [...named]
    .filter((name) => name !== null && !used.has(name))
    .map((name) => ({ kind: 'setAsset', id: name ?? '', asset: null }));
}

function assetNameOf(item: Item): string | null {
  return 'asset' in item && typeof item.asset === 'string' ? item.asset : null;
}
