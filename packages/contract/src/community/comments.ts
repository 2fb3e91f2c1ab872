import { Type, type Static } from 'typebox';
import { commentLength } from './comment-length.ts';
import { Id, ListQuery, Timestamp, nullable } from '../scalars.ts';

/** What others may say below a video: anything; what its author lets appear; nothing. */
export const CommentPolicy = Type.Union([
  Type.Literal('open'),
  Type.Literal('approve'),
  Type.Literal('closed'),
]);

/** A person as they are named beside what they said. */
export const Speaker = Type.Object({
  id: Id,
  nickname: Type.String(),
  avatarUrl: nullable(Type.String()),
});

/** A person who is mentioned, as they were called when it was written. */
export const Mention = Type.Object({ id: Id, nickname: Type.String() });

/** Something that was said below a video, or in answer to that. */
export const Comment = Type.Object({
  id: Id,
  videoId: Id,
  rootId: nullable(Id, 'The comment below which it stands; null: it stands below the video itself'),
  replyTo: nullable(Speaker, 'Whom it answers; null: the comment below which it stands, or nobody'),
  author: nullable(Speaker, 'null: it was deleted'),
  isByVideoAuthor: Type.Boolean(),
  body: Type.String({ description: 'Empty when it was deleted' }),
  mentions: Type.Array(Mention),
  state: Type.Union([Type.Literal('shown'), Type.Literal('held'), Type.Literal('deleted')], {
    description: 'held: seen by who wrote it and who decides about it; deleted: it stays for its replies',
  }),
  pinned: Type.Boolean(),
  likes: Type.Integer(),
  liked: Type.Boolean({ description: 'Whether I like it' }),
  replies: Type.Integer(),
  mayDelete: Type.Boolean({ description: 'Whether I may delete it' }),
  createdAt: Timestamp,
});

/** A comment that waits for my word, with the video that it is about. */
export const HeldComment = Type.Object({
  comment: Comment,
  video: Type.Object({ id: Id, title: Type.String() }),
});

/** Query of `GET /videos/{id}/comments`. */
export const CommentsQuery = Type.Object(
  {
    ...ListQuery.properties,
    sort: Type.Optional(
      Type.Union([Type.Literal('hot'), Type.Literal('new')], { description: 'Absent: hot' }),
    ),
    state: Type.Optional(
      Type.Literal('held', { description: 'Those that wait for a word, for who decides about them' }),
    ),
  },
  { additionalProperties: false },
);

/** Body of `POST /videos/{id}/comments`. */
export const CreateCommentBody = Type.Object(
  {
    body: Type.String({ minLength: commentLength.min, maxLength: commentLength.max, pattern: '\\S' }),
    replyTo: Type.Optional(Id),
  },
  { additionalProperties: false },
);

/** Body of `PUT /videos/{id}/comment-policy`, and its answer. */
export const CommentPolicyBody = Type.Object({ policy: CommentPolicy }, { additionalProperties: false });

/** Whether I like a comment, and how many people do. */
export const CommentLikeState = Type.Object({ liked: Type.Boolean(), likes: Type.Integer() });

/** What others may say below a video. */
export type CommentPolicy = Static<typeof CommentPolicy>;
/** A person as they are named beside what they said. */
export type Speaker = Static<typeof Speaker>;
/** Something that was said below a video, or in answer to that. */
export type Comment = Static<typeof Comment>;
/** Body of `POST /videos/{id}/comments`. */
export type CreateCommentBody = Static<typeof CreateCommentBody>;
/** A comment that waits for my word. */
export type HeldComment = Static<typeof HeldComment>;
