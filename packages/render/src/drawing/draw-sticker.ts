import type { Canvas, CanvasKit } from 'canvaskit-wasm';
import type { Size } from '../composition/fit-box.ts';
import type { DrawingFiles, DrawnContent } from './drawing.ts';
import { splitPngs } from './split-pngs.ts';

type Sticker = Extract<DrawnContent, { kind: 'sticker' }>;

/** Where a sticker is drawn, and with what. */
interface StickerRoom {
  files: DrawingFiles;
  canvasWidthPx: number;
  anchorX: number;
  anchorY: number;
}

/** Draws the picture of a sticker with its anchor at the origin. Answers its size. */
export function drawSticker(
  kit: CanvasKit,
  canvas: Canvas,
  { sha256, frame, width }: Sticker,
  { files, canvasWidthPx, anchorX, anchorY }: StickerRoom,
): Size {
  const file = files[sha256];
  const picture = file === undefined ? undefined : splitPngs(file)?.[frame];
  const decoded = picture === undefined ? null : kit.MakeImageFromEncoded(picture);
  if (decoded === null) throw new Error(`picture ${frame} of ${sha256} cannot be drawn`);
  // Smaller copies of it, so that nothing of a large picture is lost between two pixels.
  const image = decoded.makeCopyWithDefaultMipmaps();
  decoded.delete();
  const widthPx = width * canvasWidthPx;
  const size = { widthPx, heightPx: (widthPx * image.height()) / image.width() };
  const paint = new kit.Paint();
  paint.setAntiAlias(true);
  canvas.drawImageRectOptions(
    image,
    kit.XYWHRect(0, 0, image.width(), image.height()),
    kit.XYWHRect(-anchorX * size.widthPx, -anchorY * size.heightPx, size.widthPx, size.heightPx),
    ...([kit.FilterMode.Linear, kit.MipmapMode.Linear, paint] as const),
  );
  paint.delete();
  image.delete();
  return size;
}
