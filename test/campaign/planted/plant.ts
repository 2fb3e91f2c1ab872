import type { PlantedFault } from './planted-faults.ts';

/**
 * A file's text with the fault in it.
 *
 * @throws RangeError when the text that it replaces does not stand there exactly once
 */
export function plant(text: string, { what, from, to }: PlantedFault): string {
  const [before, after, ...more] = text.split(from);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new RangeError(`the place of «${what}» is not there exactly once`);
  }
  return before + to + after;
}
