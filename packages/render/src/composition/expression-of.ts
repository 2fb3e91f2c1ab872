/** Below this two values are the same to a picture. */
const tolerance = 1e-7;

/**
 * An expression of FFmpeg that has these values, one for each frame.
 *
 * @param frame what in it is the number of the frame, from 0; it has no comma
 */
export function expressionOf(values: readonly number[], frame: string): string {
  const [first = 0] = values;
  if (values.every((value) => Math.abs(value - first) < tolerance)) return text(first);
  return stretches(values)
    .map(({ from, to, start, step }) => {
      const value = step === 0 ? text(start) : `(${text(start)}+${text(step)}*(${frame}-${from}))`;
      return `between(${frame},${from},${to})*${value}`;
    })
    .join('+');
}

interface Stretch {
  from: number;
  to: number;
  start: number;
  step: number;
}

/** Stretches in which values change evenly. */
function stretches(values: readonly number[]): Stretch[] {
  const found: Stretch[] = [];
  values.forEach((value, frame) => {
    const last = found.at(-1);
    if (last !== undefined) {
      const step = last.to === last.from ? value - last.start : last.step;
      if (Math.abs(last.start + step * (frame - last.from) - value) < tolerance) {
        Object.assign(last, { to: frame, step });
        return;
      }
    }
    found.push({ from: frame, to: frame, start: value, step: 0 });
  });
  return found;
}

/** A number as FFmpeg reads it: never with an exponent. */
function text(value: number): string {
  return String(Number(value.toFixed(9)) + 0).includes('e') ? '0' : String(Number(value.toFixed(9)) + 0);
}
