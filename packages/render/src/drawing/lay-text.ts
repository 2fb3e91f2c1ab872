import type { CanvasKit, Paint, Paragraph, ParagraphBuilder, TypefaceFontProvider } from 'canvaskit-wasm';
import type { Paragraph as ParagraphRules } from '@weireel/edit';
import { colourOf } from './colours.ts';
import { familiesOf } from './fonts.ts';
import type { TextPiece } from './text-pieces.ts';
import type { TextStyle } from './text-style.ts';

/** A text that was laid. */
export interface LaidText {
  /** What is drawn, one over the other. */
  passes: Paragraph[];
  /** Width of its box, in pixels. */
  widthPx: number;
  /** Height of its box, in pixels. */
  heightPx: number;
}

/** Where and how a text is laid. */
export interface TextRoom {
  /** How its lines are laid. */
  rules: ParagraphRules;
  /** Width of the canvas, in pixels. */
  canvasWidthPx: number;
  /** Height of the canvas, in pixels: lengths of looks are shares of it. */
  canvasHeightPx: number;
}

/** No line is broken before this. */
const endlessPx = 100_000;
/** Type is made smaller in such steps until it fits. */
const shrink = 0.92;
const smallestScale = 0.05;

/**
 * Lays a text: its strokes below, its letters above. What it returns is to be deleted by who draws it.
 */
export function layText(
  kit: CanvasKit,
  fonts: TypefaceFontProvider,
  pieces: readonly TextPiece[],
  room: TextRoom,
): LaidText {
  const { rules, canvasWidthPx, canvasHeightPx } = room;
  const widthPx = rules.width === null ? null : rules.width * canvasWidthPx;
  const mostHeightPx = rules.height === null ? Infinity : rules.height * canvasHeightPx;
  const lay = (scale: number) => layAt(kit, fonts, pieces, room, scale, widthPx);
  let scale = 1;
  let laid = lay(scale);
  const fits = () => laid.heightPx <= mostHeightPx && laid.longestPx <= (widthPx ?? Infinity) + 1;
  while (rules.fitsBox && !fits() && scale > smallestScale) {
    for (const pass of laid.passes) pass.delete();
    scale *= shrink;
    laid = lay(scale);
  }
  return {
    passes: laid.passes,
    widthPx: widthPx ?? laid.longestPx,
    heightPx: rules.height === null ? laid.heightPx : mostHeightPx,
  };
}

function layAt(
  kit: CanvasKit,
  fonts: TypefaceFontProvider,
  pieces: readonly TextPiece[],
  { rules, canvasHeightPx }: TextRoom,
  scale: number,
  widthPx: number | null,
): { passes: Paragraph[]; longestPx: number; heightPx: number } {
  const heightPx = canvasHeightPx * scale;
  const build = (paintOf: (look: TextStyle, opacity: number) => Paint | null): Paragraph => {
    const builder = kit.ParagraphBuilder.MakeFromFontProvider(
      new kit.ParagraphStyle({
        textAlign: { start: kit.TextAlign.Start, centre: kit.TextAlign.Center, end: kit.TextAlign.End }[
          rules.align
        ],
        textStyle: { fontFamilies: familiesOf({}), fontSize: 0.05 * heightPx },
      }),
      fonts,
    );
    for (const piece of pieces) addPiece(kit, builder, piece, heightPx, paintOf);
    const paragraph = builder.build();
    builder.delete();
    paragraph.layout(widthPx ?? endlessPx);
    // Without a width, lines are as long as the longest: otherwise they could not be laid in its middle.
    if (widthPx === null) paragraph.layout(Math.ceil(paragraph.getLongestLine()) + 1);
    return paragraph;
  };
  const letters = build(() => null);
  const [longestPx, laidPx] = [letters.getLongestLine(), letters.getHeight()];
  const passes: Paragraph[] = [];
  if (pieces.some(({ look }) => look.stroke !== undefined))
    passes.push(build((look, opacity) => strokeOf(kit, look, opacity, heightPx)));
  if (pieces.some(({ look }) => look.gradient !== undefined)) {
    passes.push(
      build((look, opacity) => gradientOf(kit, look, opacity, { widthPx: longestPx, heightPx: laidPx })),
    );
    letters.delete();
  } else passes.push(letters);
  return { passes, longestPx, heightPx: laidPx };
}

function addPiece(
  kit: CanvasKit,
  builder: ParagraphBuilder,
  { text, look, opacity }: TextPiece,
  heightPx: number,
  paintOf: (look: TextStyle, opacity: number) => Paint | null,
): void {
  const { size = 0.05, weight = 400, italic = false, underlined = false, colour = '#ffffff' } = look;
  const { letterSpacing = 0, lineHeight = 1.3, shadow, glow } = look;
  const letters = colourOf(kit, colour, opacity);
  const style = new kit.TextStyle({
    ...{ fontFamilies: familiesOf(look), fontSize: Math.max(0.5, size * heightPx), color: letters },
    fontStyle: {
      weight: { value: Math.round(weight / 100) * 100 },
      slant: italic ? kit.FontSlant.Italic : kit.FontSlant.Upright,
    },
    ...(underlined && { decoration: kit.UnderlineDecoration, decorationColor: letters }),
    ...{ letterSpacing: letterSpacing * heightPx, heightMultiplier: lineHeight, halfLeading: true },
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
  const paint = paintOf(look, opacity);
  if (paint === null) builder.pushStyle(style);
  else {
    const background = new kit.Paint();
    background.setColor(kit.TRANSPARENT);
    builder.pushPaintStyle(style, paint, background);
  }
  builder.addText(text);
  builder.pop();
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
  box: { widthPx: number; heightPx: number },
): Paint {
  const paint = new kit.Paint();
  paint.setAntiAlias(true);
  if (gradient === undefined) {
    paint.setColor(colourOf(kit, colour, opacity));
    return paint;
  }
  const angle = (gradient.angle * Math.PI) / 180;
  const [across, down] = [(Math.cos(angle) * box.widthPx) / 2, (Math.sin(angle) * box.heightPx) / 2];
  const [x, y] = [box.widthPx / 2, box.heightPx / 2];
  paint.setShader(
    kit.Shader.MakeLinearGradient(
      [x - across, y - down],
      [x + across, y + down],
      [colourOf(kit, gradient.from, opacity), colourOf(kit, gradient.to, opacity)],
      null,
      kit.TileMode.Clamp,
    ),
  );
  return paint;
}
