import type { CanvasKit, Paint, Paragraph, ParagraphBuilder, TypefaceFontProvider } from 'canvaskit-wasm';
import type { Paragraph as ParagraphRules } from '@weireel/edit';
import { colourOf } from './colours.ts';
import { familiesOf } from './fonts.ts';
import type { TextPiece } from './text-pieces.ts';
import type { TextStyle } from './text-style.ts';

/** No line is broken before this. */
export const endlessPx = 100_000;

/** With what, and how large, text is laid. */
export interface Setting {
  /** CanvasKit. */
  kit: CanvasKit;
  /** Fonts of the installation and of people’s own. */
  fonts: TypefaceFontProvider;
  /** Lengths of looks are shares of this. */
  heightPx: number;
}

/** What letters are filled with; null: their colour. */
export type PaintOf = (look: TextStyle, opacity: number) => Paint | null;

/** A step of drawing a text: all of it is drawn by one before the next. */
export interface TextPass {
  /**
   * What letters are filled with.
   *
   * @param box the whole text’s, where the letters stand
   */
  paintOf: (box: GradientBox) => PaintOf;
}

/** A box that a gradient goes across. */
export interface GradientBox {
  /** Its left edge, beside the letters’ own origin. */
  leftPx: number;
  /** Its top edge. */
  topPx: number;
  /** Its width. */
  widthPx: number;
  /** Its height. */
  heightPx: number;
  /** Whether the letters are turned by a quarter clockwise within it. */
  isTurned: boolean;
}

/** Strokes lie below, letters above. */
export function passesOf({ kit, heightPx }: Setting, pieces: readonly TextPiece[]): TextPass[] {
  const isStroked = pieces.some(({ look }) => look.stroke !== undefined);
  const isGradient = pieces.some(({ look }) => look.gradient !== undefined);
  const stroke: TextPass = {
    paintOf: () => (look, opacity) => strokeOf(kit, look, opacity, heightPx),
  };
  const fill: TextPass = {
    paintOf: (box) => (look, opacity) => (isGradient ? gradientOf(kit, look, opacity, box) : null),
  };
  return [...(isStroked ? [stroke] : []), fill];
}

/**
 * Text in its fonts and looks. It is not laid yet, and to be deleted by who draws it.
 *
 * @param options.isVertical punctuation has the forms that it has where lines run downwards, if its font has them
 */
export function styledParagraph(
  { kit, fonts, heightPx }: Setting,
  pieces: readonly TextPiece[],
  align: ParagraphRules['align'],
  options: { paintOf?: PaintOf; isVertical?: boolean; isSpaced?: boolean } = {},
): Paragraph {
  const builder = kit.ParagraphBuilder.MakeFromFontProvider(
    new kit.ParagraphStyle({
      textAlign: { start: kit.TextAlign.Start, centre: kit.TextAlign.Center, end: kit.TextAlign.End }[align],
      textStyle: { fontFamilies: familiesOf({}), fontSize: 0.05 * heightPx },
    }),
    fonts,
  );
  for (const piece of pieces) addPiece(kit, builder, piece, heightPx, options);
  const paragraph = builder.build();
  builder.delete();
  return paragraph;
}

function addPiece(
  kit: CanvasKit,
  builder: ParagraphBuilder,
  { text, look, opacity }: TextPiece,
  heightPx: number,
  { paintOf, isVertical, isSpaced }: { paintOf?: PaintOf; isVertical?: boolean; isSpaced?: boolean },
): void {
  const { weight = 400, italic = false, underlined = false, colour = '#ffffff' } = look;
  const { letterSpacing = 0, lineHeight = 1.3, shadow, glow } = look;
  const letters = colourOf(kit, colour, opacity);
  const style = new kit.TextStyle({
    ...{ fontFamilies: familiesOf(look), fontSize: fontSizeOf(look, heightPx), color: letters },
    fontStyle: {
      weight: { value: Math.round(weight / 100) * 100 },
      slant: italic ? kit.FontSlant.Italic : kit.FontSlant.Upright,
    },
    ...(underlined && { decoration: kit.UnderlineDecoration, decorationColor: letters }),
    ...(isVertical === true && { fontFeatures: [{ name: 'vert', value: 1 }] }),
    ...{ letterSpacing: isSpaced === false ? 0 : letterSpacing * heightPx },
    ...{ heightMultiplier: lineHeight, halfLeading: true },
    shadows: [
      ...(shadow === undefined
        ? []
        : [
            {
              ...{ color: colourOf(kit, shadow.colour, opacity), blurRadius: shadow.blur * heightPx },
              offset: [shadow.x * heightPx, shadow.y * heightPx],
            },
          ]),
      ...(glow === undefined
        ? []
        : [{ color: colourOf(kit, glow.colour, opacity), blurRadius: glow.blur * heightPx, offset: [0, 0] }]),
    ],
  });
  const paint = paintOf?.(look, opacity) ?? null;
  if (paint === null) builder.pushStyle(style);
  else {
    const background = new kit.Paint();
    background.setColor(kit.TRANSPARENT);
    builder.pushPaintStyle(style, paint, background);
  }
  builder.addText(text);
  builder.pop();
}

/** Size of the font of a look, in pixels. */
export function fontSizeOf({ size = 0.05 }: TextStyle, heightPx: number): number {
  return Math.max(0.5, size * heightPx);
}

function strokeOf(kit: CanvasKit, { stroke }: TextStyle, opacity: number, heightPx: number): Paint {
  const paint = new kit.Paint();
  paint.setAntiAlias(true);
  paint.setStyle(kit.PaintStyle.Stroke);
  paint.setStrokeJoin(kit.StrokeJoin.Round);
  // Half of it lies below the letters.
  paint.setStrokeWidth(2 * (stroke?.width ?? 0) * heightPx);
  paint.setColor(stroke === undefined ? kit.TRANSPARENT : colourOf(kit, stroke.colour, opacity));
  return paint;
}

function gradientOf(
  kit: CanvasKit,
  { gradient, colour = '#ffffff' }: TextStyle,
  opacity: number,
  { leftPx, topPx, widthPx, heightPx, isTurned }: GradientBox,
): Paint {
  const paint = new kit.Paint();
  paint.setAntiAlias(true);
  if (gradient === undefined) {
    paint.setColor(colourOf(kit, colour, opacity));
    return paint;
  }
  const angle = (gradient.angle * Math.PI) / 180;
  const [across, down] = [(Math.cos(angle) * widthPx) / 2, (Math.sin(angle) * heightPx) / 2];
  const [x, y] = [leftPx + widthPx / 2, topPx + heightPx / 2];
  // As letters see it that are turned clockwise: what is right of them on the picture is above them.
  const seen = ([right, below]: [number, number]): [number, number] =>
    isTurned ? [below, -right] : [right, below];
  paint.setShader(
    kit.Shader.MakeLinearGradient(
      seen([x - across, y - down]),
      seen([x + across, y + down]),
      [colourOf(kit, gradient.from, opacity), colourOf(kit, gradient.to, opacity)],
      null,
      kit.TileMode.Clamp,
    ),
  );
  return paint;
}
