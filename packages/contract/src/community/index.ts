export { FavouriteState, FollowState, LikeState } from './reactions.ts';
