import type { AnimatedImage, Canvas, CanvasKit } from 'canvaskit-wasm';

/** A moving picture that is to become pictures of ours. */
export interface MovingWish {
  /** What it is. */
  kind: 'webp' | 'lottie';
  /** The file. */
  bytes: Uint8Array;
  /** Width of what is made, in pixels. */
  widthPx: number;
  /** Height of what is made, in pixels. */
  heightPx: number;
  /** How many pictures are made: as many as it has, or, of what is drawn, evenly out of its time. */
  pictures: number;
}

/** All files together: what comes to more is of no use. */
const mostBytes = 64 * 1024 * 1024;

/**
 * Draws the pictures of what moves as PNG files, one after the other.
 *
 * @param kit its full build, on a surface of software
 * @param decode UTF-8 as text; handed in, because not every platform has `TextDecoder`
 * @throws Error for what cannot be drawn
 */
export function drawMoving(
  kit: CanvasKit,
  wish: MovingWish,
  decode: (bytes: Uint8Array) => string,
): Uint8Array[] {
  return wish.kind === 'webp' ? drawWebp(kit, wish) : drawLottie(kit, wish, decode(wish.bytes));
}

function drawWebp(kit: CanvasKit, wish: MovingWish): Uint8Array[] {
  const moving = kit.MakeAnimatedImageFromEncoded(wish.bytes);
  if (moving === null) throw new Error('this is no picture that moves');
  try {
    if (moving.getFrameCount() !== wish.pictures) throw new Error('it has not as many pictures as it says');
    return drawEach(wish.pictures, (index) => {
      if (index > 0) moving.decodeNextFrame();
      return onSurface(kit, wish, (canvas) => drawFrame(kit, canvas, moving, wish));
    });
  } finally {
    moving.delete();
  }
}

function drawFrame(
  kit: CanvasKit,
  canvas: Canvas,
  moving: AnimatedImage,
  { widthPx, heightPx }: MovingWish,
): void {
  const decoded = moving.makeImageAtCurrentFrame();
  if (decoded === null) throw new Error('one of its pictures is damaged');
  const image = decoded.makeCopyWithDefaultMipmaps();
  decoded.delete();
  const paint = new kit.Paint();
  canvas.drawImageRectOptions(
    image,
    kit.XYWHRect(0, 0, image.width(), image.height()),
    kit.XYWHRect(0, 0, widthPx, heightPx),
    ...([kit.FilterMode.Linear, kit.MipmapMode.Linear, paint] as const),
  );
  paint.delete();
  image.delete();
}

function drawLottie(kit: CanvasKit, wish: MovingWish, text: string): Uint8Array[] {
  const { widthPx, heightPx, pictures } = wish;
  const animation = kit.MakeManagedAnimation(text, {});
  try {
    const frames = animation.duration() * animation.fps();
    return drawEach(pictures, (index) => {
      animation.seekFrame((frames * index) / pictures);
      const box = kit.XYWHRect(0, 0, widthPx, heightPx);
      return onSurface(kit, wish, (canvas) => animation.render(canvas, box));
    });
  } finally {
    animation.delete();
  }
}

function drawEach(count: number, draw: (index: number) => Uint8Array): Uint8Array[] {
  const files: Uint8Array[] = [];
  let sizeBytes = 0;
  for (let index = 0; index < count; index += 1) {
    const file = draw(index);
    sizeBytes += file.length;
    if (sizeBytes > mostBytes) throw new Error('its pictures are too large together');
    files.push(file);
  }
  return files;
}

function onSurface(
  kit: CanvasKit,
  { widthPx, heightPx }: MovingWish,
  draw: (canvas: Canvas) => void,
): Uint8Array {
  const surface = kit.MakeSurface(widthPx, heightPx);
  if (surface === null) throw new Error(`no surface of ${widthPx} × ${heightPx} pixels can be had`);
  try {
    surface.getCanvas().clear(kit.TRANSPARENT);
    draw(surface.getCanvas());
    surface.flush();
    const image = surface.makeImageSnapshot();
    const png = image.encodeToBytes(kit.ImageFormat.PNG, 100);
    image.delete();
    if (png === null) throw new Error('nothing was drawn that can be read');
    return png;
  } finally {
    surface.delete();
  }
}
