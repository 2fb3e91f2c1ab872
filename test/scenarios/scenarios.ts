import { comingBack } from './coming-back.ts';
import type { Scenario } from './scenario.ts';
import { takingPart } from './taking-part.ts';
import { watching } from './watching.ts';

/** What is played on every client. */
export const scenarios: readonly Scenario[] = [...watching, ...comingBack, ...takingPart];

/** The clients. */
export const clientNames = ['web client', 'mini program'] as const;
