import type { Mention } from '@weireel/catalogue';
import type { DanmakuColour, DanmakuMode } from '@weireel/contract';
import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Defaulted, InstantOrNull } from '../engine/column-types.ts';

/** Who likes which video. */
export interface VideoLikesTable {
  video_id: string;
  user_id: string;
  created_at: Generated<Date>;
}

/** Who has which video among their favourites. */
export interface VideoFavouritesTable {
  video_id: string;
  user_id: string;
  created_at: Generated<Date>;
}

/** Who follows whom. */
export interface FollowsTable {
  followed_id: string;
  follower_id: string;
  created_at: Generated<Date>;
}

/** Counters of a video, changed in the transaction of what they count. No row: all are 0. */
export interface VideoCountsTable {
  video_id: string;
  likes: Defaulted<number>;
  favourites: Defaulted<number>;
  /** Those that all can see, replies among them. */
  comments: Defaulted<number>;
  /** Those that all can see. */
  danmaku: Defaulted<number>;
  /** People who have passed it on. */
  shares: Defaulted<number>;
}

/** Counters of a person, changed in the transaction of what they count. No row: all are 0. */
export interface UserCountsTable {
  user_id: string;
  followers: Defaulted<number>;
  following: Defaulted<number>;
}

/** What people say below videos. A deleted one stays while it has replies, without its words. */
export interface CommentsTable {
  id: string;
  video_id: string;
  /** The comment below which it stands; null: the video itself. */
  root_id: string | null;
  author_id: string;
  /** Who wrote it as the channel that is its author; null: its author did. */
  made_by: Defaulted<string | null>;
  /** Whose reply it answers; null: the root, or nobody. */
  reply_to_id: string | null;
  body: string;
  mentions: ColumnType<Mention[], string, string>;
  state: 'shown' | 'held' | 'deleted';
  /** Whose word it waits for: the video's author. Null: for nobody's. */
  held_for: string | null;
  pinned: Defaulted<boolean>;
  likes: Defaulted<number>;
  /** Replies that all can see. */
  replies: Defaulted<number>;
  created_at: Generated<Date>;
}

/** Who likes which comment. */
export interface CommentLikesTable {
  comment_id: string;
  user_id: string;
  created_at: Generated<Date>;
}

/** What people say at a moment of a video. */
export interface DanmakuTable {
  id: string;
  video_id: string;
  author_id: string;
  /** Where in the video it appears. */
  at_ms: number;
  body: string;
  mode: DanmakuMode;
  colour: DanmakuColour;
  state: 'shown' | 'held';
  created_at: Generated<Date>;
}

/** Short links to videos: one for each person and video, and one for all who are not signed in. */
export interface SharesTable {
  code: string;
  video_id: string;
  user_id: string | null;
  created_at: Generated<Date>;
}

/** Ways into the mini program that WeChat made for a video. */
export interface WechatWaysTable {
  video_id: string;
  kind: 'code' | 'link' | 'scheme';
  /** What it opens: of which mini program, in which version. */
  opens: string;
  /** The picture of a code; an address as UTF-8. */
  made: Buffer;
  /** When WeChat no longer follows it; null: never. */
  ends_at: InstantOrNull;
}

/** A comment's row. */
export type CommentRow = Selectable<CommentsTable>;

/** The row of something said at a moment. */
export type DanmakuRow = Selectable<DanmakuTable>;

/** What people say of videos and of each other. */
export interface CommunityTables {
  comments: CommentsTable;
  comment_likes: CommentLikesTable;
  danmaku: DanmakuTable;
  shares: SharesTable;
  wechat_ways: WechatWaysTable;
  video_likes: VideoLikesTable;
  video_favourites: VideoFavouritesTable;
  follows: FollowsTable;
  video_counts: VideoCountsTable;
  user_counts: UserCountsTable;
}
