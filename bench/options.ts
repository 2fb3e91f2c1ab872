import { parseArgs } from 'node:util';

/** What can be measured, in the order in which it is. */
export const measureNames = [
  'start',
  'processing',
  'serving',
  'requests',
  'quality',
  'uploads',
  'fairness',
  'search',
  'films',
  'first-frame',
  'swipes',
  'while-uploading',
] as const;

/**
 * What is measured unless asked otherwise: `while-uploading` takes as long as its slow line, and the other two need a
 * browser.
 */
const unusual: readonly string[] = ['while-uploading', 'first-frame', 'swipes'];
const usualNames = measureNames.filter((name) => !unusual.includes(name));

/** One group of figures. */
export type MeasureName = (typeof measureNames)[number];

/** What the command line asks for. */
export interface BenchOptions {
  /** How often the long measures are repeated; the figures are medians. */
  runs: number;
  /** Length of the two clips in seconds; the budgets are for 60. */
  clipSeconds: number;
  /** What to measure. */
  measures: MeasureName[];
  /** Whether docs/figures.md is written. */
  writesFigures: boolean;
}

/** How the bench is called. */
export const usage = `npm run bench -- [--quick] [--runs 3] [--seconds 60] [--only ${measureNames.join(',')}] [--write]`;

/**
 * Reads the command line.
 *
 * @throws RangeError, TypeError when it cannot be understood
 */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      runs: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '60' },
      only: { type: 'string', default: usualNames.join(',') },
      write: { type: 'boolean', default: false },
    },
  });
  const wanted = values.only.split(',');
  const unknown = wanted.filter((name) => !measureNames.some((known) => known === name));
  if (unknown.length > 0) throw new RangeError(`there is no measure ${unknown.join(', ')}`);
  return {
    runs: values.quick ? 1 : wholeNumber('--runs', values.runs, 1, 20),
    clipSeconds: wholeNumber('--seconds', values.seconds, 8, 600),
    measures: measureNames.filter((name) => wanted.includes(name)),
    writesFigures: values.write,
  };
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new RangeError(`${name} must be a whole number from ${min} to ${max}`);
}
