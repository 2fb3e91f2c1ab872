import { browsers } from './browsers.ts';
import type { CampaignPart } from './campaign-part.ts';
import { crowd } from './crowd.ts';
import { faults } from './faults.ts';
import { fuzz } from './fuzz.ts';
import { planted } from './planted.ts';
import { swipes } from './swipes.ts';
import { viewers } from './viewers.ts';

/** Every part, in the order in which they run. A new one adds its line here and its markers to docs/7-campaigns.md. */
export const parts = { fuzz, faults, browsers, crowd, viewers, swipes, planted } as const satisfies Record<
  string,
  CampaignPart
>;

/** Name of a part. */
export type PartName = keyof typeof parts;

/** Names of all parts. */
export const partNames = Object.keys(parts) as PartName[]; // the keys of this very object
