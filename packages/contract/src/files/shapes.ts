import { Type, type Static } from 'typebox';
import { Id, ListQuery, nullable, Sha256, Timestamp } from '../scalars.ts';

const source = {
  assetId: Id,
  sha256: { ...Sha256, description: 'Of what is drawn with' },
  name: Type.String(),
};
const size = { widthPx: Type.Integer(), heightPx: Type.Integer() };

/** What documents say of a file that they use. */
export const FileSource = Type.Union([
  Type.Object({ kind: Type.Literal('image'), ...source, ...size }),
  Type.Object({
    ...{ kind: Type.Literal('animation'), ...source, ...size },
    duration: Type.Integer({ description: 'Ticks (1/705 600 000 s)' }),
    fps: Type.Object({ num: Type.Integer(), den: Type.Integer() }),
  }),
  Type.Object({ kind: Type.Literal('lut'), ...source }, { description: 'A table of colours' }),
  Type.Object({ kind: Type.Literal('font'), ...source }, { description: 'A font with one face' }),
]);

/** A file of one's own: a picture, a table of colours, or a font. */
export const OwnFile = Type.Object({
  id: Id,
  name: Type.String({ description: 'Of the file as it was sent' }),
  state: Type.Union([Type.Literal('checking'), Type.Literal('ready'), Type.Literal('failed')]),
  failureCode: nullable(Type.String(), 'Why it cannot be used; null: it can, or is not checked yet'),
  source: nullable(FileSource, 'What documents say of it, to use it; null: it is not ready'),
  url: nullable(
    Type.String(),
    'Of what is drawn with: a picture as PNG (of one that moves its first), a table as .cube, a font as OpenType; null: it is not ready',
  ),
  createdAt: Timestamp,
});

/** What `sendFile` is told besides the file's bytes. */
export const SendFileQuery = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
);

/** Which files are listed. */
export const OwnFilesQuery = Type.Object(
  {
    ...ListQuery.properties,
    kind: Type.Optional(
      Type.Union([Type.Literal('picture'), Type.Literal('lut'), Type.Literal('font')], {
        description: 'Only those of a kind that can be used; absent: all, whatever is known of them',
      }),
    ),
  },
  { additionalProperties: false },
);

/** A file of one's own. */
export type OwnFile = Static<typeof OwnFile>;
/** What documents say of a file that they use. */
export type FileSource = Static<typeof FileSource>;
