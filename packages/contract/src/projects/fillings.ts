import { Type, type Static } from 'typebox';
import { Id } from '../scalars.ts';
import { mostRowsOfBatch } from './most-rows-of-batch.ts';
import { Title } from './shapes.ts';

/** What goes into a slot of a template. */
export const SlotContent = Type.Union([
  Type.Object({ text: Type.String({ maxLength: 5000 }) }, { additionalProperties: false }),
  Type.Object(
    {
      assetId: Type.String({ ...Id, description: 'A video of one’s own; a slot of music takes its sound' }),
      fromMs: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 86_400_000, description: 'Where in it to begin; default 0' }),
      ),
    },
    { additionalProperties: false },
  ),
]);

/** What `fillProject` takes. */
export const Filling = Type.Object(
  {
    title: Type.Optional({ ...Title, description: 'Of the new project; absent: the template’s' }),
    slots: Type.Record(Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z_-]{0,39}$' }), SlotContent, {
      maxProperties: 100,
      additionalProperties: false,
      description: 'By the slot’s id; a slot that is left out keeps what the template has in it',
    }),
  },
  { additionalProperties: false },
);

/** What `fillProjects` takes. */
export const FillingTable = Type.Union([
  Type.Object(
    { rows: Type.Array(Filling, { minItems: 1, maxItems: mostRowsOfBatch }) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      csv: Type.String({
        minLength: 1,
        maxLength: 400_000,
        description:
          'A line of headings (`title`, ids of slots), then a line for each film; videos as `assetId` or `assetId@seconds`',
      }),
    },
    { additionalProperties: false },
  ),
]);

/** A film of a batch. */
export const BatchFilm = Type.Object({
  projectId: Id,
  title: Type.String(),
  assetId: Type.String({ description: 'What is published as a video, also before it is ready' }),
});

/** What goes into a slot of a template. */
export type SlotContent = Static<typeof SlotContent>;
/** What a template is filled with. */
export type Filling = Static<typeof Filling>;
/** What a template is filled with for many films: rows, or a table in CSV. */
export type FillingTable = Static<typeof FillingTable>;
/** A film of a batch. */
export type BatchFilm = Static<typeof BatchFilm>;
