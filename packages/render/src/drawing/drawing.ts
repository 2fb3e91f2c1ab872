import type { Content, Layer } from '@weireel/edit';

/** What is drawn, and not decoded. */
export type DrawnContent = Extract<Content, { kind: 'text' | 'caption' | 'shape' | 'sticker' }>;

/** A layer that is drawn. */
export type DrawnLayer = Omit<Layer, 'content'> & {
  /** What is drawn. */
  content: DrawnContent;
};

/** Pictures of one item, in which something changes from each to the next. */
export interface Drawing {
  /** Width of the canvas in pixels. */
  widthPx: number;
  /** Height of the canvas in pixels. */
  heightPx: number;
  /** What each picture shows. */
  layers: readonly DrawnLayer[];
}

/** Pictures that were drawn, cut to what is seen of any of them. */
export interface Raster {
  /** From the canvas's left, in pixels; even. */
  x: number;
  /** From the canvas's top, in pixels; even. */
  y: number;
  /** Width in pixels; even. */
  widthPx: number;
  /** Height in pixels; even. */
  heightPx: number;
  /** One picture after the other: red, green, blue and opacity of each pixel, not multiplied. */
  pixels: Uint8Array;
}

/** Files that are drawn with, by their hashes. */
export type DrawingFiles = Readonly<Record<string, Uint8Array>>;

/** Hashes of the files that a drawing is made with. */
export function filesOfDrawing({ layers }: Pick<Drawing, 'layers'>): string[] {
  return [
    ...new Set(
      layers.flatMap(({ content }) => (content.kind === 'sticker' ? [content.sha256] : fontsOf(content))),
    ),
  ];
}

/** Hashes of the fonts of people's own that something is written in. */
export function fontsOf(content: DrawnContent): string[] {
  if (content.kind !== 'text' && content.kind !== 'caption') return [];
  const looks = content.kind === 'caption' ? [content.look] : content.runs.map(({ look }) => look);
  return looks.flatMap(({ font }) => font ?? []);
}

/** Names what the drawing code makes of a layer: to be changed with it, so that no segment of former code is used again. */
export const drawingVersion = 3;

/** Whether a layer can be drawn. */
export function isDrawn(layer: Layer): layer is DrawnLayer & Layer {
  const { content } = layer;
  return ['shape', 'sticker', 'text', 'caption'].includes(content.kind);
}
