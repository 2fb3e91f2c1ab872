import type { Defaulted } from '../engine/column-types.ts';
import type { Generated } from 'kysely';

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
}

/** Counters of a person, changed in the transaction of what they count. No row: all are 0. */
export interface UserCountsTable {
  user_id: string;
  followers: Defaulted<number>;
  following: Defaulted<number>;
}

/** What people say of videos and of each other. */
export interface CommunityTables {
  video_likes: VideoLikesTable;
  video_favourites: VideoFavouritesTable;
  follows: FollowsTable;
  video_counts: VideoCountsTable;
  user_counts: UserCountsTable;
}
