export {
  Comment,
  CommentLikeState,
  CommentPolicy,
  CommentPolicyBody,
  CommentsQuery,
  CreateCommentBody,
  Mention,
  Speaker,
} from './comments.ts';
export { FavouriteState, FollowState, LikeState } from './reactions.ts';
