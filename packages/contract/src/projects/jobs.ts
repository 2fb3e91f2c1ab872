import { Type } from 'typebox';
import { ExportFormat } from './exports.ts';
import { hourMs, NoPayload, type JobKindFacts } from '../job-kind.ts';

const revision = Type.Integer({ minimum: 1 });
const OfRevision = Type.Object({ revision }, { additionalProperties: false });
const OfFrame = Type.Object(
  { revision, frame: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false },
);

const OfExport = Type.Object({ format: ExportFormat }, { additionalProperties: false });

const side = Type.Integer({ minimum: 2, maximum: 8192 });
const OfFormat = Type.Object(
  {
    ...{ widthPx: side, heightPx: side },
    fps: Type.Object(
      { num: Type.Integer({ minimum: 1 }), den: Type.Integer({ minimum: 1 }) },
      { additionalProperties: false },
    ),
    fit: Type.Union([Type.Literal('contain'), Type.Literal('cover'), Type.Literal('blur')]),
  },
  { additionalProperties: false },
);

/** Work on projects. */
export const projectsJobs = {
  /** Make the film that an asset of origin `render` is to be; it is about that asset. */
  render: {
    ...{ subject: 'asset', payload: NoPayload, isCancellable: true, inOrderOfSubjects: false },
    ...{ pool: 'rest', priority: 3000, maxFailures: 4, timeLimitMs: 24 * hourMs },
  },
  /**
   * Make what shows a project as its film will: about the asset of origin `preview`. Only for the revision that it is
   * told; whoever changes the project meanwhile asks anew.
   */
  preview: {
    ...{ subject: 'asset', payload: OfRevision, isCancellable: true, inOrderOfSubjects: false },
    ...{ pool: 'first', priority: 500, maxFailures: 2, timeLimitMs: hourMs },
  },
  /** Make one picture of a project as its film will have it. */
  project_frame: {
    ...{ subject: 'asset', payload: OfFrame, isCancellable: true, inOrderOfSubjects: false },
    ...{ pool: 'first', priority: 500, maxFailures: 2, timeLimitMs: hourMs },
  },
  /** Listen to and look at a source, for whoever edits it; what is found is kept. */
  survey: {
    ...{ subject: 'asset', payload: NoPayload, isCancellable: true, inOrderOfSubjects: false },
    ...{ pool: 'rest', priority: 1000, maxFailures: 2, timeLimitMs: 2 * hourMs },
  },
  /** Make another form of a film, which its asset is; what comes of it is kept with it. */
  film_export: {
    ...{ subject: 'asset', payload: OfExport, isCancellable: true, inOrderOfSubjects: false },
    ...{ pool: 'rest', priority: 2000, maxFailures: 2, timeLimitMs: hourMs },
  },
  /** Encode the whole seconds of an asset as films on a canvas show them, before one asks for it. */
  mezzanine: {
    ...{ subject: 'asset', payload: OfFormat, isCancellable: true, inOrderOfSubjects: false },
    ...{ pool: 'rest', priority: 6000, maxFailures: 2, timeLimitMs: 4 * hourMs },
  },
} as const satisfies Record<string, JobKindFacts>;
