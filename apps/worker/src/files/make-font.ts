import { createHash } from 'node:crypto';
import { WeireelError, type ErrorCode } from '@weireel/contract';
import type { KnownOfFile } from '@weireel/db/files';
import { cleanFont, type FontProblem } from '@weireel/render';
import { openDrawingThread } from '../render/drawing-thread.ts';
import { textLayer } from '../render/text-layer.ts';

const codes: Record<FontProblem, ErrorCode> = { unsupported: 'font_unsupported', damaged: 'file_damaged' };

/** A font with which some of its own characters cannot be drawn in this time is no use. */
const trialMs = 60_000;

/**
 * Makes of a font one of our own writing, with which some of its characters were drawn.
 *
 * @throws WeireelError `font_unsupported`, `file_damaged`
 */
export async function makeFont(bytes: Uint8Array): Promise<{ bytes: Uint8Array; known: KnownOfFile }> {
  const font = cleanFont(bytes);
  if (typeof font === 'string') throw new WeireelError(codes[font]);
  const thread = openDrawingThread(trialMs);
  try {
    const sha256 = createHash('sha256').update(font.bytes).digest('hex');
    const drawing = {
      widthPx: 640,
      heightPx: 360,
      layers: [textLayer({ text: font.sample, look: { font: sha256 } })],
    };
    await thread.draw(drawing, { [sha256]: font.bytes });
  } catch (error) {
    throw new WeireelError('file_damaged', { cause: error });
  } finally {
    await thread.close();
  }
  return { bytes: font.bytes, known: { kind: 'font', glyphs: font.glyphs } };
}
