import type { CanvasKit } from 'canvaskit-wasm';

/** A colour of CanvasKit. */
export function colourOf(kit: CanvasKit, colour: string, opacity = 1): Float32Array {
  const part = (from: number) => Number.parseInt(colour.slice(from, from + 2), 16) / 255;
  return kit.Color4f(part(1), part(3), part(5), (colour.length > 7 ? part(7) : 1) * opacity);
}
