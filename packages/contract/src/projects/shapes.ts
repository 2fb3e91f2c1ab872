import { Type, type Static } from 'typebox';
import { Playback } from '../playback/shapes.ts';
import { Id, ListQuery, nullable, Sha256, Timestamp } from '../scalars.ts';
import { titleLength } from '../videos/title-length.ts';

/** An edit document; its schema is published by `packages/edit`. */
export const ProjectDocument = Type.Object(
  {},
  {
    additionalProperties: true,
    description:
      'An edit document (`weireel.edit`), as its own schema says. What the server knows of assets, it writes',
  },
);

/** What projects are called. */
export const Title = Type.String({ minLength: titleLength.min, maxLength: titleLength.max, pattern: '\\S' });
const Revision = Type.Integer({ minimum: 1, description: 'Rises with each change' });

/** How far the making of a film is. */
export const RenderState = Type.Union([
  Type.Literal('rendering'),
  Type.Literal('processing'),
  Type.Literal('ready'),
  Type.Literal('failed'),
]);

/** What a film was made of, and by what: enough to tell later, without us, whether it is this film of this document. */
export const RenderReport = Type.Object({
  documentSha256: { ...Sha256, description: 'Of the document as canonical JSON (RFC 8785)' },
  filmSha256: { ...Sha256, description: 'Of the file that was rendered' },
  frames: Type.Integer({ description: 'Of the film' }),
  assets: Type.Record(Type.String(), Sha256, {
    description: 'What each asset of the document was, by its id',
  }),
  ffmpeg: Type.String({ description: 'Version of FFmpeg' }),
  drawing: Type.Integer({ description: 'Version of the code that draws text, stickers and shapes' }),
});

/** A film of a project. */
export const Render = Type.Object({
  assetId: Type.String({ description: 'What is published as a video, also before it is ready' }),
  revision: Type.Integer({ description: 'Of the project, that it shows' }),
  state: RenderState,
  progress: Type.Number({ minimum: 0, maximum: 1, description: 'Of its rendering' }),
  failureCode: nullable(Type.String(), 'Why it failed; null: it has not'),
  createdAt: Timestamp,
  videoId: nullable(Id, 'The video that shows it; null: it was not published'),
  report: nullable(
    RenderReport,
    'What it was made of; null: it is not made yet, or was made before this was kept',
  ),
});

/** How far the making of a preview is. */
export const PreviewState = Type.Union([
  Type.Literal('making'),
  Type.Literal('ready'),
  Type.Literal('failed'),
]);

/** What shows a project as its film will: the renderer's own segments, in a small size. */
export const Preview = Type.Object({
  revision: Type.Integer({ description: 'Of the project, that it shows' }),
  state: PreviewState,
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  failureCode: nullable(Type.String(), 'Why it failed; null: it has not'),
  hlsUrl: nullable(Type.String(), 'An HLS playlist of the whole timeline; null: it is not ready'),
});

/** What `projectFrame` takes. */
export const ProjectFrameQuery = Type.Object(
  {
    atMs: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 600_000, description: 'Where on the timeline; default 0' }),
    ),
  },
  { additionalProperties: false },
);

/** One picture of a project. */
export const ProjectFrame = Type.Object({
  revision: Type.Integer({ description: 'Of the project, that it shows' }),
  frame: Type.Integer({ description: 'Which frame of the film it is, from 0' }),
  imageUrl: Type.String(),
  widthPx: Type.Integer(),
  heightPx: Type.Integer(),
});

/** A project in lists. */
export const ProjectSummary = Type.Object({
  id: Id,
  title: Title,
  revision: Revision,
  durationMs: Type.Integer({ description: 'Of its timeline' }),
  updatedAt: Timestamp,
  slotCount: Type.Integer({ description: 'Slots of its document; with any it is a template' }),
  coverUrl: nullable(Type.String(), 'Of its first clip; null: there is none, or it may not be used any more'),
});

/** A project. */
export const Project = Type.Object({
  ...ProjectSummary.properties,
  document: ProjectDocument,
  render: nullable(Render, 'The latest film; null: none was asked for'),
});

/** What `createProject` takes. */
export const NewProject = Type.Object(
  { title: Title, document: ProjectDocument },
  { additionalProperties: false },
);

/** What `putProject` takes. */
export const ProjectBody = Type.Object(
  { title: Title, document: ProjectDocument, revision: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false, description: 'The whole, and the revision that it was made of' },
);

/** What documents say of a video that they use. */
export const AssetSource = Type.Object({
  kind: Type.Literal('video'),
  assetId: Id,
  sha256: { ...Sha256, description: 'Names the picture of the asset for as long as that stays the same' },
  duration: Type.Integer({ description: 'Ticks (1/705 600 000 s)' }),
  widthPx: Type.Integer(),
  heightPx: Type.Integer(),
  fps: Type.Object({ num: Type.Integer(), den: Type.Integer() }),
  hasSound: Type.Boolean(),
});

/** A video of one's own that projects may use, and how it is shown while editing. */
export const Material = Type.Object({
  source: AssetSource,
  title: Type.String(),
  playback: Playback,
  createdAt: Timestamp,
});

/** What `materials` takes. */
export const MaterialsQuery = Type.Object(
  {
    ...ListQuery.properties,
    q: Type.Optional(Type.String({ maxLength: 100, description: 'What titles contain; absent: any' })),
  },
  { additionalProperties: false },
);

/** A project in lists. */
export type ProjectSummary = Static<typeof ProjectSummary>;
/** A project. */
export type Project = Static<typeof Project>;
/** A film of a project. */
export type Render = Static<typeof Render>;
/** What a film was made of, and by what. */
export type RenderReport = Static<typeof RenderReport>;
/** What shows a project as its film will. */
export type Preview = Static<typeof Preview>;
/** One picture of a project. */
export type ProjectFrame = Static<typeof ProjectFrame>;
/** What documents say of a video that they use. */
export type AssetSource = Static<typeof AssetSource>;
/** A video of one's own that projects may use. */
export type Material = Static<typeof Material>;
