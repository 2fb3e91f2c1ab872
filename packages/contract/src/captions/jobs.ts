import { Type } from 'typebox';
import { hourMs, type JobKindFacts } from '../job-kind.ts';
import { Id } from '../scalars.ts';
import { CaptionLabel, LanguageTag } from './shapes.ts';

/** Work on captions. */
export const captionsJobs = {
  /** Write down what is spoken in an asset as captions of a video that shows it. An author waits, nobody else does. */
  transcribe: {
    ...{ subject: 'asset', isCancellable: true, inOrderOfSubjects: false },
    payload: Type.Object(
      { videoId: Id, language: LanguageTag, label: CaptionLabel },
      { additionalProperties: false },
    ),
    ...{ pool: 'rest', priority: 4000, maxFailures: 6, timeLimitMs: 48 * hourMs },
  },
} as const satisfies Record<string, JobKindFacts>;
