import {
  assetOf,
  isKnownItem,
  type EditDocument,
  type KnownAsset,
  type KnownItem,
} from '../edit-document.ts';
import { documentLimits } from '../limits.ts';
import type { Rate } from '../time/ticks.ts';

/** How the pictures of a mezzanine are: those of a film's segments that show nothing but frames of its source. */
export interface MezzanineFormat {
  /** Width of the canvas in pixels. */
  widthPx: number;
  /** Height of the canvas in pixels. */
  heightPx: number;
  /** Frames per second of film and source. */
  fps: Rate;
  /** How frames are laid on the canvas. */
  fit: 'contain' | 'cover' | 'blur';
}

/** A source that is worth a mezzanine. */
export interface WantedMezzanine {
  /** The asset. */
  assetId: string;
  /** Names the picture of the asset. */
  sha256: string;
  /** How its pictures are to be. */
  format: MezzanineFormat;
}

type VideoAsset = Extract<KnownAsset, { kind: 'video' }>;

/** Those that a document uses beyond these are rendered when they are needed. */
const mostWanted = 50;

/** The sources of which a document shows stretches as they are: of those, whole seconds can be encoded before. */
export function mezzaninesOf(document: EditDocument): WantedMezzanine[] {
  const { widthPx, heightPx } = document.canvas;
  const { fps } = document;
  const wanted = new Map<string, WantedMezzanine>();
  for (const { kind, hidden, items } of document.tracks) {
    if (kind !== 'visual' || hidden === true) continue;
    for (const item of items.filter(isKnownItem)) {
      if (item.kind !== 'clip' || !isAsItIs(item)) continue;
      const asset = assetOf(document, item.asset);
      const { fit = 'contain' } = item;
      if (asset?.kind !== 'video' || asset.assetId === undefined || fit === 'none' || !isOfRate(asset, fps))
        continue;
      const { assetId, sha256 } = asset;
      wanted.set(`${sha256} ${fit}`, { assetId, sha256, format: { widthPx, heightPx, fps, fit } });
    }
  }
  return [...wanted.values()].slice(0, mostWanted);
}

/** A document that shows all of a source in a format, whose segments are those of its mezzanine. */
export function wholeSource(
  source: VideoAsset,
  { widthPx, heightPx, fps, fit }: MezzanineFormat,
): EditDocument {
  const clip = { id: 'clip', kind: 'clip' as const, asset: 'source', start: 0, sourceIn: 0, fit }; // as: literal
  return {
    ...{ schema: 'weireel.edit', version: 1, canvas: { widthPx, heightPx }, fps, styles: {} },
    assets: { source },
    tracks: [
      { id: 'track', kind: 'visual', items: [{ ...clip, duration: source.duration }], transitions: [] },
    ],
  };
}

function isAsItIs(item: Extract<KnownItem, { kind: 'clip' }>): boolean {
  const { disabled, retime, crop, transform, opacity = 1, blend = 'normal', mask, animation } = item;
  const isChanged = (item.effects ?? []).some((effect) => effect.disabled !== true);
  const isWhole = [retime, crop, transform, mask, animation].every((each) => each === undefined);
  return disabled !== true && isWhole && opacity === 1 && blend === 'normal' && !isChanged;
}

/** Frames of another rate are repeated or left out, and what is longer than a film is mostly not used. */
function isOfRate({ fps, duration }: VideoAsset, { num, den }: Rate): boolean {
  return fps.num * den === num * fps.den && duration <= documentLimits.durationTicks;
}
