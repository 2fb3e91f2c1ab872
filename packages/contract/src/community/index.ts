export {
  Comment,
  CommentLikeState,
  CommentPolicy,
  CommentPolicyBody,
  CommentsQuery,
  CreateCommentBody,
  HeldComment,
  Mention,
  Speaker,
} from './comments.ts';
export { CreateDanmakuBody, Danmaku, DanmakuColour, DanmakuMode, DanmakuQuery } from './danmaku.ts';
export { FollowedPerson } from './follows.ts';
export { FavouriteState, FollowState, LikeState } from './reactions.ts';
export { ShareLink, WechatLinks } from './shares.ts';
