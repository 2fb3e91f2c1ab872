export {
  findComment,
  findPinned,
  hasJustSaid,
  listHeldComments,
  listHeldFor,
  listHotComments,
  listNewComments,
  listReplies,
} from './comments.ts';
export type { CommentReader, CommentWithNames, HeldComment, HotPosition } from './comments.ts';
export {
  danmakuChannel,
  findDanmaku,
  insertDanmaku,
  keepMoments,
  listDanmaku,
  listHeldDanmaku,
  listNearby,
  readDanmakuNotice,
  removeDanmaku,
  showDanmaku,
} from './danmaku.ts';
export type { DanmakuNotice, DanmakuWords } from './danmaku.ts';
export { listFavourites } from './favourites.ts';
export type { Favourite } from './favourites.ts';
export { listFollows } from './follow-lists.ts';
export type { FollowedPerson, FollowSide } from './follow-lists.ts';
export { forgetPerson } from './forget-person.ts';
export { readMine } from './mine.ts';
export type { Mine } from './mine.ts';
export { findShared, shareVideo } from './shares.ts';
export type { Share } from './shares.ts';
export { findWechatWay, keepWechatWay } from './wechat-ways.ts';
export type { WechatWay } from './wechat-ways.ts';
export { setFollows, setReactions } from './reactions.ts';
export type { Fulfilled, Reaction, Wishes } from './reactions.ts';
export type { CommentRow, DanmakuRow } from './tables.ts';
export {
  insertComment,
  keepVideo,
  listMentionable,
  lockComment,
  removeComment,
  setCommentLikes,
  setCommentPolicy,
  setPinned,
  showComment,
} from './write-comments.ts';
export type { NewComment } from './write-comments.ts';
