import type { Canvas, CanvasKit, Paint, Path } from 'canvaskit-wasm';
import { colourOf } from './colours.ts';
import type { DrawnContent } from './drawing.ts';

type Shape = Extract<DrawnContent, { kind: 'shape' }>;

/** Draws a shape with its top left corner at the origin. */
export function drawShape(
  kit: CanvasKit,
  canvas: Canvas,
  { shape, fill, stroke, radius }: Shape,
  { widthPx, heightPx, canvasHeightPx }: { widthPx: number; heightPx: number; canvasHeightPx: number },
): void {
  const box = kit.XYWHRect(0, 0, widthPx, heightPx);
  const corner = (radius * Math.min(widthPx, heightPx)) / 2;
  const star = shape === 'star' ? starPath(kit, widthPx, heightPx) : null;
  const draw = (paint: Paint): void => {
    if (star !== null) canvas.drawPath(star, paint);
    else if (shape === 'ellipse') canvas.drawOval(box, paint);
    else canvas.drawRRect(kit.RRectXY(box, corner, corner), paint);
    paint.delete();
  };
  if (fill !== null) draw(paintOf(kit, fill));
  if (stroke !== null && stroke.width > 0) {
    const line = paintOf(kit, stroke.colour);
    line.setStyle(kit.PaintStyle.Stroke);
    line.setStrokeJoin(kit.StrokeJoin.Round);
    line.setStrokeWidth(stroke.width * canvasHeightPx);
    draw(line);
  }
  star?.delete();
}

/** A paint of one colour, with smooth edges. */
export function paintOf(kit: CanvasKit, colour: string): Paint {
  const paint = new kit.Paint();
  paint.setAntiAlias(true);
  paint.setColor(colourOf(kit, colour));
  return paint;
}

/** Five points, the first at the top. */
function starPath(kit: CanvasKit, widthPx: number, heightPx: number): Path {
  const points = Array.from({ length: 10 }, (_, index) => {
    const [angle, distance] = [(index * Math.PI) / 5 - Math.PI / 2, index % 2 === 0 ? 0.5 : 0.2];
    return [(0.5 + distance * Math.cos(angle)) * widthPx, (0.5 + distance * Math.sin(angle)) * heightPx];
  });
  const commands = points.map(([x = 0, y = 0], index) => [index === 0 ? kit.MOVE_VERB : kit.LINE_VERB, x, y]);
  const path = kit.Path.MakeFromCmds([...commands.flat(), kit.CLOSE_VERB]);
  if (path === null) throw new Error('no star can be drawn');
  return path;
}
