import { Type, type Static } from 'typebox';
import { Id, Timestamp, nullable } from '../scalars.ts';
import { User } from '../people/user.ts';
import { Chapter } from '../chapters/shapes.ts';
import { Playback } from '../playback/shapes.ts';
import { CommentPolicy } from '../community/comments.ts';
import { Failure, Stage } from '../processing/shapes.ts';
import { tagLength } from './tag-length.ts';
import { titleLength } from './title-length.ts';

/** Who may find and see a video: everyone; whoever has the link; the signed-in; members of groups; its author. */
export const Visibility = Type.Union([
  Type.Literal('public'),
  Type.Literal('unlisted'),
  Type.Literal('internal'),
  Type.Literal('group'),
  Type.Literal('private'),
]);

/** How far a video has come. */
export const VideoState = Type.Union([
  Type.Literal('uploading'),
  Type.Literal('processing'),
  Type.Literal('ready'),
  Type.Literal('failed'),
]);

/** The decision whether a video may be public. */
export const ReviewState = Type.Union([
  Type.Literal('pending'),
  Type.Literal('approved'),
  Type.Literal('rejected'),
]);

/** A source on its way to take the place of the one that plays. */
export const Replacement = Type.Object({
  assetId: Id,
  fileName: Type.String(),
  state: VideoState,
  failure: nullable(Failure),
  pipeline: Type.Array(Stage),
  remainingMs: nullable(Type.Integer(), 'Until the video moves to it; null: nobody knows'),
});

/** A published or publishable item. */
export const Video = Type.Object({
  id: Id,
  assetId: nullable(Id, 'null for those who are neither author nor administrator'),
  author: User,
  title: Type.String(),
  description: Type.String(),
  tags: Type.Array(Type.String()),
  categoryId: nullable(Id),
  visibility: Visibility,
  createdAt: Timestamp,
  publishedAt: nullable(Timestamp),
  publishAt: nullable(
    Timestamp,
    'From when on others may see it; null: at once, or for those who are neither author nor administrator',
  ),
  groups: nullable(
    Type.Array(Type.Object({ id: Id, name: Type.String() })),
    'Whom it is for when it is for groups; null for those who are neither author nor administrator, and in lists of everybody’s videos',
  ),
  coverTimeMs: nullable(
    Type.Integer(),
    'Moment that the author chose for the cover; null: chosen by us, or for those who are neither author nor administrator',
  ),
  durationMs: nullable(Type.Integer()),
  widthPx: nullable(Type.Integer({ description: 'As displayed' })),
  heightPx: nullable(Type.Integer({ description: 'As displayed' })),
  state: VideoState,
  playable: Type.Boolean(),
  failure: nullable(Failure),
  review: ReviewState,
  pipeline: nullable(
    Type.Array(Stage, {
      description:
        'null for those who are neither author nor administrator, and in lists of everybody’s videos',
    }),
  ),
  remainingMs: nullable(
    Type.Integer(),
    'How long processing probably still takes, its wait in the queue included; null: nothing is processed, or nobody knows',
  ),
  replacement: nullable(
    Replacement,
    'For its author and administrators; null: no other source is on its way',
  ),
  playback: nullable(Playback),
  chapters: nullable(
    Type.Array(Chapter),
    'In the order of time; null in lists of everybody’s videos, which do not say',
  ),
  commentPolicy: CommentPolicy,
  downloadable: Type.Boolean({
    description: 'Whether its author lets whoever may see it download it (`GET /videos/{id}/download`)',
  }),
  counts: Type.Object({
    views: Type.Integer(),
    likes: Type.Integer(),
    favourites: Type.Integer(),
    comments: Type.Integer(),
    danmaku: Type.Integer(),
    shares: Type.Integer(),
  }),
  mine: nullable(
    Type.Object({
      liked: Type.Boolean(),
      favourited: Type.Boolean(),
      following: Type.Boolean(),
      positionMs: Type.Integer(),
    }),
  ),
});

/** What something is called that is made of videos. */
export const Title = Type.String({ minLength: titleLength.min, maxLength: titleLength.max, pattern: '\\S' });
const Description = Type.String({ maxLength: 2000 });
const Tags = Type.Array(Type.String({ minLength: 1, maxLength: tagLength, pattern: '\\S' }), {
  maxItems: 10,
  uniqueItems: true,
});
/** Groups that something is for. */
export const GroupIds = Type.Array(Id, {
  maxItems: 20,
  uniqueItems: true,
  description: 'For whose members it is, with `group`; the author’s own groups',
});
const PublishAt = nullable(Timestamp, 'From when on others may see it; null: at once');
const CoverTimeMs = Type.Integer({ minimum: 0, maximum: 86_400_000 });

/** Words on a cover. */
export const CoverWord = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
    x: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: 'Of their middle, in widths; default 0.5' }),
    ),
    y: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: 'Of their middle, in heights; default 0.5' }),
    ),
    size: Type.Optional(
      Type.Number({ minimum: 0.02, maximum: 0.3, description: 'Of the type, in heights; default 0.08' }),
    ),
    colour: Type.Optional(Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: 'Default #ffffff' })),
    look: Type.Optional(
      Type.Union([Type.Literal('outline'), Type.Literal('box'), Type.Literal('plain')], {
        description: 'With dark edges, upon a dark ground, or as they are; default outline',
      }),
    ),
    isVertical: Type.Optional(Type.Boolean({ description: 'In columns, from right to left' })),
  },
  { additionalProperties: false },
);

/** Body of `POST /videos`. The asset may still be arriving. */
export const CreateVideoBody = Type.Object(
  {
    assetId: Id,
    title: Title,
    description: Type.Optional(Description),
    tags: Type.Optional(Tags),
    categoryId: Type.Optional(nullable(Id)),
    visibility: Visibility,
    groupIds: Type.Optional(GroupIds),
    publishAt: Type.Optional(PublishAt),
    coverTimeMs: Type.Optional(CoverTimeMs),
    coverWords: Type.Optional(
      Type.Array(CoverWord, {
        minItems: 1,
        maxItems: 4,
        description:
          'Laid over the picture at `coverTimeMs` (absent: the first), and over any that is chosen later',
      }),
    ),
  },
  { additionalProperties: false },
);

/** Body of `PUT /videos/{id}/details`: the editable fields, whole. */
export const VideoDetailsBody = Type.Object(
  {
    title: Title,
    description: Description,
    tags: Tags,
    categoryId: nullable(Id),
    visibility: Visibility,
    groupIds: Type.Optional(GroupIds),
    publishAt: Type.Optional(PublishAt),
    downloadable: Type.Optional(
      Type.Boolean({
        description: 'Whether whoever may see it may download it. Absent: stays as it is',
      }),
    ),
    coverTimeMs: Type.Optional(
      nullable(CoverTimeMs, 'Moment to take the cover from; null: we choose. Absent: stays as it is'),
    ),
  },
  { additionalProperties: false },
);

/** Body of `PUT /videos/{id}/source`. The asset may still be arriving. */
export const VideoSourceBody = Type.Object({ assetId: Id }, { additionalProperties: false });

/** Body of `PUT /videos/{id}/author`: a channel, or oneself where one has sent every file of the video. */
export const VideoAuthorBody = Type.Object({ authorId: Id }, { additionalProperties: false });

/** A picture that would make a cover. */
export const CoverCandidate = Type.Object({
  atMs: Type.Integer({ description: 'Its moment, as `coverTimeMs` takes it' }),
  imageUrl: Type.String(),
  widthPx: Type.Integer(),
  heightPx: Type.Integer(),
  score: Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'How good it is; the best is the cover until the author chooses',
  }),
});

/** Who may find and see a video. */
export type Visibility = Static<typeof Visibility>;
/** How far a video has come. */
export type VideoState = Static<typeof VideoState>;
/** The decision whether a video may be public. */
export type ReviewState = Static<typeof ReviewState>;
/** A source on its way to take the place of the one that plays. */
export type Replacement = Static<typeof Replacement>;
/** A published or publishable item. */
export type Video = Static<typeof Video>;
/** Body of `POST /videos`. */
export type CreateVideoBody = Static<typeof CreateVideoBody>;
/** Words on a cover. */
export type CoverWord = Static<typeof CoverWord>;
/** A picture that would make a cover. */
export type CoverCandidate = Static<typeof CoverCandidate>;
/** Body of `PUT /videos/{id}/details`. */
export type VideoDetailsBody = Static<typeof VideoDetailsBody>;
/** Body of `PUT /videos/{id}/source`. */
export type VideoSourceBody = Static<typeof VideoSourceBody>;
