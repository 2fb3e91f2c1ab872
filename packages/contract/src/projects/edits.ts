import { Type, type Static } from 'typebox';
import { Project, Title } from './shapes.ts';

/** What `editProject` takes. */
export const ProjectEdits = Type.Object(
  {
    revision: Type.Integer({
      minimum: 1,
      description: 'That the edits were made on; it need not be the present one',
    }),
    id: Type.Optional(
      Type.String({
        pattern: '^[0-9A-Za-z_-]{8,40}$',
        description: 'What is sent with the same id again is performed once; of use for 200 revisions',
      }),
    ),
    title: Type.Optional({ ...Title, description: 'Absent: it stays' }),
    edits: Type.Array(
      Type.Array(Type.Unknown({ description: 'An operation of `packages/edit`' }), {
        minItems: 1,
        maxItems: 60,
        description: 'Operations that hold together, or not at all',
      }),
      { maxItems: 60, description: 'At most 200 operations in all' },
    ),
  },
  { additionalProperties: false },
);

/** What is wrong with a document or an operation. */
export const DocumentProblem = Type.Object({
  path: Type.String(),
  code: Type.String(),
  severity: Type.String(),
  zh: Type.String(),
  en: Type.String(),
});

/** What came of edits. */
export const EditedProject = Type.Object({
  project: Project,
  dropped: Type.Array(
    Type.Object({
      index: Type.Integer({ description: 'Of the edit' }),
      problems: Type.Array(DocumentProblem),
    }),
    { description: 'Edits that do not go together with what others did meanwhile, or are none' },
  ),
});

/** Which revision of a project is the present one. */
export const ProjectRevision = Type.Object({ revision: Type.Integer({ minimum: 1 }) });

/** Edits of a project. */
export type ProjectEdits = Static<typeof ProjectEdits>;
/** What came of edits. */
export type EditedProject = Static<typeof EditedProject>;
