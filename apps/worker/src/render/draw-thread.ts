import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import {
  draw,
  drawMoving,
  openFonts,
  type Drawing,
  type DrawingFiles,
  type Fonts,
  type MovingWish,
  type Raster,
} from '@weireel/render/drawing';
import type { CanvasKit } from 'canvaskit-wasm';
import canvasKitModule from 'canvaskit-wasm/bin/full/canvaskit';

/** What a thread that draws is asked for. */
export interface DrawingRequest {
  /** Which answer belongs to it. */
  id: number;
  /** What is drawn, and the files that it is drawn with; or what is to become pictures of ours. */
  wish: { drawing: Drawing; files: DrawingFiles } | { moving: MovingWish };
}

/** What a thread that draws answers. */
export interface DrawingAnswer {
  /** Of the request. */
  id: number;
  /** What was drawn, or PNG files; null: nothing is seen of it. */
  drawn: Raster | Uint8Array[] | null;
  /** Why it could not be drawn; null: it was. */
  failure: string | null;
}

const { resolve } = createRequire(import.meta.url);
// as: the package has the types of another kind of module than its code is
const openCanvasKit = canvasKitModule as unknown as typeof canvasKitModule.default;

async function open(): Promise<[CanvasKit, Fonts]> {
  const kit = await openCanvasKit({ locateFile: () => resolve('canvaskit-wasm/bin/full/canvaskit.wasm') });
  const [regular, bold, emoji] = await Promise.all(
    [
      '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
      '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
      '@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf',
    ].map(async (name) => new Uint8Array(await readFile(resolve(name))).buffer),
  );
  if (regular === undefined || bold === undefined || emoji === undefined)
    throw new Error('a font is missing');
  return [kit, openFonts(kit, { letters: [regular, bold], emoji })];
}

const opened = open();

parentPort?.on('message', ({ id, wish }: DrawingRequest) => {
  void opened
    .then(([kit, fonts]) => ({
      id,
      drawn:
        'moving' in wish
          ? drawMoving(kit, wish.moving, (bytes) => new TextDecoder().decode(bytes))
          : draw(kit, fonts, wish.drawing, wish.files),
      failure: null,
    }))
    .catch((error: unknown) => ({ id, drawn: null, failure: String(error) }))
    .then((answer: DrawingAnswer) => {
      const { drawn } = answer;
      const given = drawn === null || Array.isArray(drawn) ? [] : [drawn.pixels.buffer as ArrayBuffer]; // as: it was made here, and is not shared
      parentPort?.postMessage(answer, given);
    });
});
