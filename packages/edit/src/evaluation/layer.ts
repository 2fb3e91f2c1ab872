import type { ParameterValue } from '../schema/key-frames.ts';
import type { Shape } from '../schema/item.ts';
import type { Text, TextStyle } from '../schema/text.ts';
import type { Clip } from '../schema/clip.ts';
import type { Tiles } from '../schema/visual.ts';

/** What a frame shows of one item: all that is needed to draw it, and nothing that leaves the picture as it is. */
export interface Layer {
  kind: 'layer';
  /** What is drawn. */
  content: Content;
  /** Where it lies; see `Transform` of the schema. */
  transform: EvaluatedTransform;
  /** How far it covers what is below, from 0 to 1. */
  opacity: number;
  /** How its colours meet those below. */
  blend: NonNullable<Clip['blend']>;
  /** What part of it is seen; null: all. */
  mask: EvaluatedMask | null;
  /** Changes of its picture, in their order. */
  effects: EvaluatedEffect[];
  /** How far its animations are. */
  animation: AnimationState[];
}

/** Effects on all layers below. */
export interface Adjustment {
  kind: 'adjustment';
  /** How far they take hold, from 0 to 1. */
  opacity: number;
  /** Where they take hold; null: everywhere. */
  mask: EvaluatedMask | null;
  /** Changes of the picture, in their order. */
  effects: EvaluatedEffect[];
}

/** One layer on its way to become another. */
export interface TransitionState {
  kind: 'transition';
  /** Kind of the transition. */
  transition: string;
  /** How far it is, from 0 (only `from`) up to, and without, 1 (only `to`). */
  progress: number;
  /** Its parameters. */
  params: Record<string, number | string | boolean>;
  /** What goes; null: nothing is seen of it. */
  from: Layer | null;
  /** What comes; null: nothing is seen of it. */
  to: Layer | null;
}

/** What a layer consists of. Files are named by their SHA-256. */
export type Content =
  | {
      kind: 'video';
      /** Of the file. */
      sha256: string;
      /** Which of its frames, from 0. */
      frame: number;
      /** How it is laid on the canvas. */
      fit: NonNullable<Clip['fit']>;
      /** What is cut off, as shares. */
      crop: EvaluatedCrop;
    }
  | {
      kind: 'image';
      /** Of the file. */
      sha256: string;
      /** How it is laid on the canvas. */
      fit: NonNullable<Clip['fit']>;
      /** What is cut off, as shares. */
      crop: EvaluatedCrop;
    }
  | {
      kind: 'sticker';
      /** Of the file. */
      sha256: string;
      /** Which of its frames, from 0. */
      frame: number;
      /** In widths of the canvas. */
      width: number;
      /** How it is repeated over the canvas; absent: it is there once. */
      tiles?: EvaluatedTiles;
    }
  | {
      kind: 'text';
      /** Pieces of one look, fonts by their SHA-256. */
      runs: StyledRun[];
      /** How lines are laid. */
      paragraph: Paragraph;
      /** How far its units have appeared; null: all are there. */
      reveal: { unit: string; preset: string; elapsed: number; duration: number; stagger: number } | null;
      /** How it is repeated over the canvas; absent: it is there once. */
      tiles?: EvaluatedTiles;
    }
  | {
      kind: 'caption';
      /** Words with how far each is. */
      words: { text: string; isHighlighted: boolean }[];
      /** How all words look. */
      look: TextStyle;
      /** Colour of those that are highlighted; null: as the others. */
      highlightColour: string | null;
      /** How lines are laid. */
      paragraph: Paragraph;
    }
  | {
      kind: 'shape';
      /** Which one. */
      shape: Shape['shape'];
      /** In widths of the canvas. */
      width: number;
      /** In heights of the canvas. */
      height: number;
      /** Of rounded corners, as a share of the shorter side. */
      radius: number;
      /** Colour inside; null: none. */
      fill: string | null;
      /** Line around it; null: none. */
      stroke: { colour: string; width: number } | null;
    };

/** A piece of text of one look. */
export interface StyledRun {
  /** The text. */
  text: string;
  /** How it looks; its font is a SHA-256. */
  look: TextStyle;
}

/** How the lines of a text are laid. */
export type Paragraph = Required<Pick<Text, 'align' | 'isVertical' | 'fitsBox'>> & {
  /** In widths of the canvas; null: lines are broken only where the text says. */
  width: number | null;
  /** In heights of the canvas; null: as high as it gets. */
  height: number | null;
};

/** How a picture is repeated: the gaps, and whether every other row is moved by half a step. */
export type EvaluatedTiles = Required<Tiles>;

/** Where a layer lies. */
export type EvaluatedTransform = Record<keyof NonNullable<Clip['transform']>, number>;

/** What is cut off a source, as shares of its sides. */
export type EvaluatedCrop = Record<keyof NonNullable<Clip['crop']>, number>;

/** What part of a layer is seen. */
export type EvaluatedMask = Record<
  'x' | 'y' | 'width' | 'height' | 'rotate' | 'feather' | 'radius',
  number
> & {
  /** Its form. */
  kind: NonNullable<Clip['mask']>['kind'];
  /** Whether what lies outside is seen. */
  inverted: boolean;
  /** Corners of a path, relative to the box; empty for other kinds. */
  points: [x: number, y: number][];
};

/** A change of the picture with the values of this frame. */
export interface EvaluatedEffect {
  /** Kind of the effect. */
  kind: string;
  /** Of its formula. */
  version: number;
  /** Values by name, all of them; a table of colours is a SHA-256. */
  params: Record<string, Exclude<ParameterValue, object>>;
}

/** How far an animation is. */
export interface AnimationState {
  /** Whether the item comes, goes, or moves meanwhile. */
  phase: 'in' | 'out' | 'loop';
  /** Its preset. */
  preset: string;
  /** From 0 to 1. */
  progress: number;
}
