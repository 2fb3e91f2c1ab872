import type { DrawnLayer } from '@weireel/render';

/** What a text is, and where. */
interface WrittenText {
  /** Its words. */
  text: string;
  /** How they look. */
  look: Extract<DrawnLayer['content'], { kind: 'text' }>['runs'][number]['look'];
  /** Where its middle is, as shares of the canvas. Default: in the middle. */
  place?: { x: number; y: number };
  /** How it is laid. Default: in lines as wide as the canvas. */
  paragraph?: Partial<Extract<DrawnLayer['content'], { kind: 'text' }>['paragraph']>;
}

/** A text that is drawn without a document around it. */
export function textLayer({
  text,
  look,
  place = { x: 0.5, y: 0.5 },
  paragraph = {},
}: WrittenText): DrawnLayer {
  return {
    ...{ kind: 'layer', opacity: 1, blend: 'normal', mask: null, effects: [], animation: [] },
    transform: { ...place, scaleX: 1, scaleY: 1, rotate: 0, anchorX: 0.5, anchorY: 0.5 },
    content: {
      ...{ kind: 'text', runs: [{ text, look }], reveal: null },
      paragraph: {
        ...{ align: 'centre', isVertical: false, fitsBox: false, width: 1, height: null },
        ...paragraph,
      },
    },
  };
}
