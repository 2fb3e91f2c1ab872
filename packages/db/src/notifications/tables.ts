import type { NotificationKind } from '@weireel/contract';
import type { Generated, Selectable } from 'kysely';
import type { Defaulted } from '../engine/column-types.ts';

/** What people are told. Of one thing at most one line is unread, which others who do the same join. */
export interface NotificationsTable {
  id: string;
  user_id: string;
  kind: NotificationKind;
  /** What the line is about: others who do the same about the same join it. */
  about: string;
  video_id: string | null;
  /** What was said last. */
  comment_id: string | null;
  /** Who did it, the last first; at most `mostActors`. */
  actor_ids: string[];
  is_read: Defaulted<boolean>;
  /** Whether WeChat was given a message for it. */
  is_sent: Defaulted<boolean>;
  updated_at: Generated<Date>;
}

/** How many messages of a template somebody has agreed to get from WeChat. */
export interface WechatConsentsTable {
  user_id: string;
  template_id: string;
  messages: number;
}

/** What people are told. */
export interface NotificationsTables {
  notifications: NotificationsTable;
  wechat_consents: WechatConsentsTable;
}

/** A notice's row. */
export type NotificationRow = Selectable<NotificationsTable>;
