import type { Canvas, CanvasKit, Surface } from 'canvaskit-wasm';
import type { EvaluatedTransform } from '@weireel/edit';
import { animated } from './animation.ts';
import { drawShape, paintOf } from './draw-shape.ts';
import { drawSticker } from './draw-sticker.ts';
import { drawTiles } from './draw-tiles.ts';
import {
  fontsOf,
  type Drawing,
  type DrawingFiles,
  type DrawnContent,
  type DrawnLayer,
  type Raster,
} from './drawing.ts';
import type { Fonts } from './fonts.ts';
import { keptInside } from './keep-inside.ts';
import { layText, type LaidText, type PlacedMotion } from './lay-text.ts';
import type { Size } from '../composition/fit-box.ts';
import { maskPixels } from './mask-pixels.ts';
import { textPieces } from './text-pieces.ts';
import type { TextStyle } from './text-style.ts';

/**
 * Draws pictures of an item; null: nothing is seen of any of them. The same code with the same CanvasKit and the same
 * fonts gives the same bytes on a server and in a browser.
 *
 * @param kit its full build, on a surface of software
 * @param fonts of `openFonts`
 * @param files all of `filesOfDrawing`. Default: it needs none
 * @throws Error for a file that is not there, or cannot be drawn with
 */
export function draw(
  kit: CanvasKit,
  fonts: Fonts,
  drawing: Drawing,
  files: DrawingFiles = {},
): Raster | null {
  const { widthPx, heightPx, layers } = drawing;
  const surface = kit.MakeSurface(widthPx, heightPx);
  if (surface === null) throw new Error(`no surface of ${widthPx} × ${heightPx} pixels can be had`);
  try {
    const pictures = layers.map((layer) => {
      const canvas = surface.getCanvas();
      canvas.clear(kit.TRANSPARENT);
      const box = drawLayer({ kit, fonts, files, canvas }, layer, drawing);
      const pixels = read(kit, surface, drawing);
      if (layer.mask !== null && box !== null)
        maskPixels(pixels, layer.mask, box.transform, box.size, drawing);
      return pixels;
    });
    return cut(pictures, drawing);
  } finally {
    surface.delete();
  }
}

/** What a layer is drawn with, and where. */
interface DrawingRoom {
  kit: CanvasKit;
  fonts: Fonts;
  files: DrawingFiles;
  canvas: Canvas;
}

/** What was drawn of a layer. */
interface DrawnBox {
  /** The size of its picture before it was placed. */
  size: Size;
  /** Where it was placed. */
  transform: EvaluatedTransform;
}

/** Draws a layer; null: nothing of it is seen. */
function drawLayer(room: DrawingRoom, layer: DrawnLayer, whole: Drawing): DrawnBox | null {
  const { kit, canvas } = room;
  const { content } = layer;
  if (animated(layer).opacity <= 0) return null;
  const tiles = 'tiles' in content ? content.tiles : undefined;
  const laid = 'paragraph' in content ? layContent(room, content, whole) : null;
  const isKept = 'paragraph' in content && content.paragraph.fitsBox && tiles === undefined;
  const place = laid !== null && isKept ? keptInside(layer.transform, laid, whole) : layer.transform;
  const { transform, opacity } = animated({ ...layer, transform: place });
  const { x, y, scaleX, scaleY, rotate, anchorX, anchorY } = transform;
  canvas.save();
  canvas.translate(x * whole.widthPx, y * whole.heightPx);
  canvas.rotate(rotate, 0, 0);
  canvas.scale(scaleX, scaleY);
  const paint = paintOf(kit, '#ffffff');
  paint.setAlphaf(opacity);
  // All of it together: strokes must not be seen through letters.
  if (opacity < 1) canvas.saveLayer(paint);
  const drawOnce = (onto: Canvas): Size =>
    drawContent({ ...room, canvas: onto }, content, laid, { anchorX, anchorY, whole });
  const size =
    tiles === undefined ? drawOnce(canvas) : drawTiles(kit, canvas, drawOnce, tiles, { transform, whole });
  if (opacity < 1) canvas.restore();
  paint.delete();
  canvas.restore();
  return { size, transform };
}

function layContent(
  { kit, fonts, files }: DrawingRoom,
  content: Extract<DrawnContent, { kind: 'text' | 'caption' }>,
  { widthPx, heightPx }: Drawing,
): LaidText {
  const room = { rules: content.paragraph, canvasWidthPx: widthPx, canvasHeightPx: heightPx };
  return layText(kit, fonts.provide(fontsOf(content), files), textPieces(content), room);
}

/** Draws what a layer shows with its anchor at the origin. Answers its size. */
function drawContent(
  { kit, files, canvas }: DrawingRoom,
  content: DrawnContent,
  laid: LaidText | null,
  { anchorX, anchorY, whole }: { anchorX: number; anchorY: number; whole: Drawing },
): Size {
  const { widthPx, heightPx } = whole;
  if (content.kind === 'sticker')
    return drawSticker(kit, canvas, content, { files, canvasWidthPx: widthPx, anchorX, anchorY });
  if (content.kind === 'shape') {
    const box = { widthPx: content.width * widthPx, heightPx: content.height * heightPx };
    canvas.translate(-anchorX * box.widthPx, -anchorY * box.heightPx);
    drawShape(kit, canvas, content, { ...box, canvasHeightPx: heightPx });
    return box;
  }
  if (laid === null) throw new Error('the text was not laid');
  const box = content.kind === 'caption' ? content.look.box : content.runs[0]?.look.box;
  canvas.translate(-anchorX * laid.widthPx, -anchorY * laid.heightPx);
  drawText(kit, canvas, laid, { box, canvasHeightPx: heightPx });
  return { widthPx: laid.widthPx, heightPx: laid.heightPx };
}

function drawText(
  kit: CanvasKit,
  canvas: Canvas,
  { letters, lines }: LaidText,
  { box, canvasHeightPx }: { box: TextStyle['box']; canvasHeightPx: number },
): void {
  if (box !== undefined) {
    const padding = box.padding * canvasHeightPx;
    const { left, top, right, bottom } = lines;
    const around = kit.LTRBRect(left - padding, top - padding, right + padding, bottom + padding);
    const paint = paintOf(kit, box.colour);
    canvas.drawRRect(kit.RRectXY(around, box.radius * canvasHeightPx, box.radius * canvasHeightPx), paint);
    paint.delete();
  }
  for (const { paragraph, x, y, isTurned, motion } of letters) {
    canvas.save();
    if (motion !== null) move(canvas, motion);
    if (isTurned) {
      canvas.translate(x, y);
      canvas.rotate(90, 0, 0);
    }
    canvas.drawParagraph(paragraph, isTurned ? 0 : x, isTurned ? 0 : y);
    canvas.restore();
    paragraph.delete();
  }
}

/** Moves what is drawn next as letters move. */
function move(canvas: Canvas, { by, middleX, middleY }: PlacedMotion): void {
  const { x = 0, y = 0, scale = 1, scaleX = 1, scaleY = 1, rotate = 0 } = by;
  canvas.translate(middleX + x, middleY + y);
  canvas.rotate(rotate, 0, 0);
  canvas.scale(scale * scaleX, scale * scaleY);
  canvas.translate(-middleX, -middleY);
}

function read(kit: CanvasKit, surface: Surface, { widthPx, heightPx }: Drawing): Uint8Array {
  surface.flush();
  const info = {
    ...{ width: widthPx, height: heightPx, colorType: kit.ColorType.RGBA_8888 },
    ...{ alphaType: kit.AlphaType.Unpremul, colorSpace: kit.ColorSpace.SRGB },
  };
  const pixels = surface.getCanvas().readPixels(0, 0, info);
  if (!(pixels instanceof Uint8Array)) throw new Error('nothing was drawn that can be read');
  return pixels;
}

/** Cuts pictures to what is seen of any of them, on even edges: colours of pairs of pixels are encoded as one. */
function cut(pictures: readonly Uint8Array[], { widthPx, heightPx }: Drawing): Raster | null {
  let [left, right, top, bottom] = [widthPx, -1, heightPx, -1];
  for (const pixels of pictures)
    for (let y = 0; y < heightPx; y += 1)
      for (let x = 0; x < widthPx; x += 1) {
        if (pixels[4 * (y * widthPx + x) + 3] === 0) continue;
        if (x < left) left = x;
        if (x > right) right = x;
        if (y < top) top = y;
        if (y > bottom) bottom = y;
      }
  if (right < 0) return null;
  const [x, y] = [left - (left % 2), top - (top % 2)];
  const size = { widthPx: right + 1 - x, heightPx: bottom + 1 - y };
  size.widthPx += size.widthPx % 2;
  size.heightPx += size.heightPx % 2;
  const rowBytes = 4 * size.widthPx;
  const cutOut = new Uint8Array(pictures.length * rowBytes * size.heightPx);
  pictures.forEach((pixels, index) => {
    for (let row = 0; row < size.heightPx; row += 1) {
      const from = 4 * ((y + row) * widthPx + x);
      cutOut.set(pixels.subarray(from, from + rowBytes), (index * size.heightPx + row) * rowBytes);
    }
  });
  return { x, y, ...size, pixels: cutOut };
}
