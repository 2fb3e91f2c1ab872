import { Type, type Static } from 'typebox';
import { Speaker } from '../community/comments.ts';
import { Id, Timestamp, nullable } from '../scalars.ts';
import { mostActors } from './most-actors.ts';

/** Why somebody is told something: their video is liked, they are followed, commented on, answered,
 * mentioned; or, for who decides about it, something was reported. */
export const NotificationKind = Type.Union([
  Type.Literal('like'),
  Type.Literal('follow'),
  Type.Literal('comment'),
  Type.Literal('reply'),
  Type.Literal('mention'),
  Type.Literal('report'),
]);

/** One thing that others did, with all who did it until it was read. */
export const Notification = Type.Object({
  id: Id,
  kind: NotificationKind,
  actors: Type.Array(Speaker, { description: 'Who did it, the last first; three at most' }),
  actorCount: Type.Integer({ description: `How many did it; ${mostActors} also stands for more` }),
  video: nullable(Type.Object({ id: Id, title: Type.String() }), 'null: it is about the person'),
  comment: nullable(
    Type.Object({ id: Id, body: Type.String() }),
    'What was said last; null: nothing, or it was deleted',
  ),
  following: nullable(
    Type.Boolean(),
    'Whether I follow who followed me last; null: it tells of nothing such',
  ),
  isHeld: Type.Boolean({ description: 'Whether that waits for my word' }),
  isRead: Type.Boolean(),
  updatedAt: Timestamp,
});

/** How much is unread. */
export const Unread = Type.Object({
  notifications: Type.Integer({ description: `${mostActors} also stands for more` }),
});

/** What WeChat can tell somebody of, and how often they agreed to that. */
export const WechatMessages = Type.Object({
  items: Type.Array(
    Type.Object({
      templateId: Type.String(),
      kinds: Type.Array(NotificationKind),
      messages: Type.Integer({ description: 'How many they still get before they are asked anew' }),
    }),
  ),
});

/** Templates of which somebody wants one more message. */
export const AcceptWechatMessagesBody = Type.Object(
  {
    templateIds: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 3, uniqueItems: true }),
  },
  { additionalProperties: false },
);

/** What WeChat can tell somebody of. */
export type WechatMessages = Static<typeof WechatMessages>;
/** Why somebody is told something. */
export type NotificationKind = Static<typeof NotificationKind>;
/** One thing that others did. */
export type Notification = Static<typeof Notification>;
/** How much is unread. */
export type Unread = Static<typeof Unread>;
