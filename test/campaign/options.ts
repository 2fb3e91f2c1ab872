import { parseArgs } from 'node:util';
import { anySeed } from '../seeded-random.ts';
import { partNames, type PartName } from './parts.ts';

/** What the command line asks for. */
export interface CampaignOptions {
  /** Parts to run. */
  names: PartName[];
  /** See `CampaignSetting`. */
  seed: number;
  /** How many; null: what each part thinks right. */
  count: number | null;
  /** Whether docs/7-campaigns.md is written. */
  writesPage: boolean;
}

/** How the campaign is called. */
export const usage = `npm run campaign -- [--only ${partNames.join(',')}] [--seed 1] [--count 200] [--write]`;

/**
 * Reads the command line.
 *
 * @throws RangeError, TypeError when it cannot be understood
 */
export function readOptions(args: string[]): CampaignOptions {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: partNames.join(',') },
      seed: { type: 'string', default: String(anySeed()) },
      count: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  const wanted = values.only.split(',');
  const unknown = wanted.filter((name) => !partNames.some((known) => known === name));
  if (unknown.length > 0) throw new RangeError(`there is no part ${unknown.join(', ')}`);
  return {
    names: partNames.filter((name) => wanted.includes(name)),
    seed: wholeNumber('--seed', values.seed, 0),
    count: values.count === undefined ? null : wholeNumber('--count', values.count, 1),
    writesPage: values.write,
  };
}

function wholeNumber(name: string, text: string, min: number): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= min) return number;
  throw new RangeError(`${name} must be a whole number from ${min}`);
}
