import { Type, type Static } from 'typebox';

/** Whether I like a video, and how many people do. */
export const LikeState = Type.Object({ liked: Type.Boolean(), likes: Type.Integer() });

/** Whether a video is among my favourites, and how many people have it among theirs. */
export const FavouriteState = Type.Object({ favourited: Type.Boolean(), favourites: Type.Integer() });

/** Whether I follow a person, and how many people do. */
export const FollowState = Type.Object({ following: Type.Boolean(), followers: Type.Integer() });

/** Whether I like a video, and how many people do. */
export type LikeState = Static<typeof LikeState>;
/** Whether a video is among my favourites, and how many people have it among theirs. */
export type FavouriteState = Static<typeof FavouriteState>;
/** Whether I follow a person, and how many people do. */
export type FollowState = Static<typeof FollowState>;
