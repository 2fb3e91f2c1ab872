import type { Route } from '../route.ts';
import { AsListQuery, AsQuery, IdParams, ListQuery, listOf } from '../scalars.ts';
import { Video } from '../videos/shapes.ts';
import { communityCalls } from './calls.ts';
import {
  Comment,
  CommentLikeState,
  CommentPolicyBody,
  CommentsQuery,
  CreateCommentBody,
  HeldComment,
} from './comments.ts';
import { CreateDanmakuBody, Danmaku, DanmakuQuery } from './danmaku.ts';
import { FollowedPerson } from './follows.ts';
import { FavouriteState, FollowState, LikeState } from './reactions.ts';
import { ShareLink, WechatLinks } from './shares.ts';

/** Calls about what people say of videos and of each other with the schemas of what they take and answer. */
export const communityRoutes = {
  likeVideo: {
    ...communityCalls.likeVideo,
    summary: 'I like a video; liking it again changes nothing',
    params: IdParams,
    answer: LikeState,
  },
  unlikeVideo: {
    ...communityCalls.unlikeVideo,
    summary: 'I do not like a video any more',
    params: IdParams,
    answer: LikeState,
  },
  favouriteVideo: {
    ...communityCalls.favouriteVideo,
    summary: 'Puts a video among my favourites',
    params: IdParams,
    answer: FavouriteState,
  },
  unfavouriteVideo: {
    ...communityCalls.unfavouriteVideo,
    summary: 'Takes a video out of my favourites',
    params: IdParams,
    answer: FavouriteState,
  },
  followUser: {
    ...communityCalls.followUser,
    summary: 'I follow a person',
    params: IdParams,
    answer: FollowState,
  },
  unfollowUser: {
    ...communityCalls.unfollowUser,
    summary: 'I do not follow a person any more',
    params: IdParams,
    answer: FollowState,
  },
  followers: {
    ...communityCalls.followers,
    summary: 'Who follows a person, the latest first, as far as I may meet them',
    params: IdParams,
    query: ListQuery,
    answer: listOf(FollowedPerson),
  },
  following: {
    ...communityCalls.following,
    summary: 'Whom a person follows, the latest first, as far as I may meet them',
    params: IdParams,
    query: ListQuery,
    answer: listOf(FollowedPerson),
  },
  comments: {
    ...communityCalls.comments,
    summary: 'What was said below a video, the pinned one first; replies are asked for by themselves',
    params: IdParams,
    query: CommentsQuery,
    answer: listOf(Comment),
  },
  createComment: {
    ...communityCalls.createComment,
    summary: 'Says something below a video, or in answer to a comment',
    query: AsQuery,
    params: IdParams,
    body: CreateCommentBody,
    answer: Comment,
  },
  putCommentPolicy: {
    ...communityCalls.putCommentPolicy,
    summary: 'Says what others may say below a video from now on',
    params: IdParams,
    body: CommentPolicyBody,
    answer: CommentPolicyBody,
  },
  commentReplies: {
    ...communityCalls.commentReplies,
    summary: 'Replies to a comment, the oldest first',
    params: IdParams,
    query: ListQuery,
    answer: listOf(Comment),
  },
  deleteComment: {
    ...communityCalls.deleteComment,
    summary: 'Deletes a comment; where replies are, its place stays',
    params: IdParams,
  },
  likeComment: {
    ...communityCalls.likeComment,
    summary: 'I like a comment',
    params: IdParams,
    answer: CommentLikeState,
  },
  unlikeComment: {
    ...communityCalls.unlikeComment,
    summary: 'I do not like a comment any more',
    params: IdParams,
    answer: CommentLikeState,
  },
  pinComment: {
    ...communityCalls.pinComment,
    summary: 'Puts a comment before all others of its video, in place of another',
    params: IdParams,
    answer: Comment,
  },
  unpinComment: {
    ...communityCalls.unpinComment,
    summary: 'Lets a comment stand among the others again',
    params: IdParams,
    answer: Comment,
  },
  approveComment: {
    ...communityCalls.approveComment,
    summary: 'Lets a comment appear that waited for it',
    params: IdParams,
    answer: Comment,
  },
  myFavourites: {
    ...communityCalls.myFavourites,
    summary: 'My favourites, the last one first',
    query: ListQuery,
    answer: listOf(Video),
  },
  heldComments: {
    ...communityCalls.heldComments,
    summary: 'Comments on all of my videos that wait for my word, the newest first',
    query: AsListQuery,
    answer: listOf(HeldComment),
  },
  comment: {
    ...communityCalls.comment,
    summary: 'One comment, for who followed a link to it',
    params: IdParams,
    answer: Comment,
  },
  shareVideo: {
    ...communityCalls.shareVideo,
    summary:
      'Passes a video on: gives my short link to it, which stays the same; the signed-in are counted once',
    params: IdParams,
    answer: ShareLink,
  },
  wechatLinks: {
    ...communityCalls.wechatLinks,
    summary: 'Addresses that open a video in the mini program from outside WeChat, good for a day at least',
    params: IdParams,
    answer: WechatLinks,
  },
  danmaku: {
    ...communityCalls.danmaku,
    summary: 'What was said at the moments of one window of a video, in the order of the moments',
    params: IdParams,
    query: DanmakuQuery,
    answer: listOf(Danmaku),
  },
  createDanmaku: {
    ...communityCalls.createDanmaku,
    summary: 'Says something at a moment of a video',
    params: IdParams,
    body: CreateDanmakuBody,
    answer: Danmaku,
  },
  deleteDanmaku: {
    ...communityCalls.deleteDanmaku,
    summary: 'Takes away what was said at a moment',
    params: IdParams,
  },
  approveDanmaku: {
    ...communityCalls.approveDanmaku,
    summary: 'Lets appear what waited for it',
    params: IdParams,
    answer: Danmaku,
  },
} as const satisfies Record<string, Route>;
