import { valueAt, valueOr } from '../animation/value-at.ts';
import { type EditDocument, type KnownItem, assetOf } from '../edit-document.ts';
import type { Adjust, Sticker } from '../schema/item.ts';
import type { Clip } from '../schema/clip.ts';
import type { Caption, Text, TextStyle } from '../schema/text.ts';
import { lastFrameOf, sourceFrameAt } from '../time/source-frame.ts';
import { exactFrameTicks, floorDivide } from '../time/ticks.ts';
import type { Content, EvaluatedCrop, EvaluatedTiles, Paragraph } from './layer.ts';

/** What an item shows so many ticks after its start; null when it shows nothing. */
export function contentOf(
  document: EditDocument,
  item: Exclude<KnownItem, Adjust>,
  local: number,
): Content | null {
  switch (item.kind) {
    case 'clip':
      return clipContent(document, item, local);
    case 'image': {
      const asset = assetOf(document, item.asset);
      if (asset?.kind !== 'image') return null;
      return {
        ...{ kind: 'image', sha256: asset.sha256, fit: item.fit ?? 'contain' },
        crop: evaluateCrop(item.crop, local),
      };
    }
    case 'sticker':
      return stickerContent(document, item, local);
    case 'shape':
      return {
        ...{ kind: 'shape', shape: item.shape, fill: item.fill ?? null, stroke: item.stroke ?? null },
        ...{ width: valueAt(item.width, local), height: valueAt(item.height, local) },
        radius: valueOr(0, item.radius, local),
      };
    case 'text': {
      const { reveal } = item;
      return {
        kind: 'text',
        runs: item.runs.map(({ text, look }) => ({ text, look: lookOf(document, item.style, look) })),
        paragraph: paragraphOf(item),
        reveal: reveal === undefined ? null : revealAt(reveal, local),
        ...tilesOf(item),
      };
    }
    case 'caption':
      return captionContent(document, item, local);
  }
}

function revealAt({ beyond = 0, ...reveal }: NonNullable<Text['reveal']>, local: number) {
  return { ...reveal, elapsed: Math.max(0, local + beyond) };
}

function clipContent(document: EditDocument, clip: Clip, local: number): Content | null {
  const asset = assetOf(document, clip.asset);
  if (asset?.kind !== 'video') return null;
  return {
    ...{ kind: 'video', sha256: asset.sha256, frame: sourceFrameAt(clip, asset, local) },
    ...{ fit: clip.fit ?? 'contain', crop: evaluateCrop(clip.crop, local) },
  };
}

function stickerContent(document: EditDocument, sticker: Sticker, local: number): Content | null {
  const { asset: id, phase = 0, playsOnce = false, width } = sticker;
  const asset = assetOf(document, id);
  if (asset?.kind === 'image')
    return { kind: 'sticker', sha256: asset.sha256, frame: 0, width, ...tilesOf(sticker) };
  if (asset?.kind !== 'animation') return null;
  const frames = lastFrameOf(asset) + 1;
  const passed = Math.max(0, floorDivide(local + phase, exactFrameTicks(asset.fps)));
  const frame = playsOnce ? Math.min(passed, frames - 1) : passed % frames;
  return { kind: 'sticker', sha256: asset.sha256, frame, width, ...tilesOf(sticker) };
}

function tilesOf({ tiles }: Text | Sticker): { tiles?: EvaluatedTiles } {
  if (tiles === undefined) return {};
  const { gapX = 0.1, gapY = 0.1, staggered = false } = tiles;
  return { tiles: { gapX, gapY, staggered } };
}

function captionContent(document: EditDocument, caption: Caption, local: number): Content {
  const { words, highlight = 'none', highlightColour, style } = caption;
  return {
    kind: 'caption',
    words: words.map(({ text, at, duration }) => ({
      text,
      isHighlighted: highlight !== 'none' && at <= local && (highlight === 'sung' || local < at + duration),
    })),
    look: lookOf(document, style, undefined),
    highlightColour: highlight === 'none' ? null : (highlightColour ?? null),
    paragraph: paragraphOf(caption),
  };
}

/** A look with the font's file for its id in the document. */
function lookOf(document: EditDocument, style: string | undefined, own: TextStyle | undefined): TextStyle {
  const shared = style !== undefined && Object.hasOwn(document.styles, style) ? document.styles[style] : {};
  const { font, ...look } = { ...shared, ...own };
  const file = font === undefined ? null : assetOf(document, font);
  return file === null ? look : { ...look, font: file.sha256 };
}

function paragraphOf({ align, isVertical, fitsBox, width, height }: Text | Caption): Paragraph {
  return {
    ...{ align: align ?? 'centre', isVertical: isVertical ?? false, fitsBox: fitsBox ?? false },
    ...{ width: width ?? null, height: height ?? null },
  };
}

function evaluateCrop(crop: Clip['crop'], local: number): EvaluatedCrop {
  const share = (name: keyof EvaluatedCrop) => valueOr(0, crop?.[name], local);
  return { left: share('left'), top: share('top'), right: share('right'), bottom: share('bottom') };
}
