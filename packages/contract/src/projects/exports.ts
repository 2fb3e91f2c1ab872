import { Type, type Static } from 'typebox';
import { Id, nullable } from '../scalars.ts';

/** Other forms of a film: pictures that move, and its sound alone. */
export const ExportFormat = Type.Enum(['gif', 'webp', 'm4a', 'mp3'], {
  description: 'An animated picture of a short film (GIF, WebP), or its sound alone (AAC in MP4, MP3)',
});

/** What `exportFilm` takes. */
export const ExportWish = Type.Object({ format: ExportFormat }, { additionalProperties: false });

/** Another form of a film. */
export const FilmExport = Type.Object({
  format: ExportFormat,
  state: Type.Union([Type.Literal('making'), Type.Literal('ready'), Type.Literal('failed')]),
  failureCode: nullable(Type.String(), 'Why it failed; null: it has not'),
  sizeBytes: nullable(Type.Integer(), 'Null: it is not ready'),
});

/** What names an export. */
export const ExportParams = Type.Object({ id: Id, format: ExportFormat });

/** A form of a film. */
export type ExportFormat = Static<typeof ExportFormat>;
/** Another form of a film. */
export type FilmExport = Static<typeof FilmExport>;
