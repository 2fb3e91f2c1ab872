import type { inboxZhCn } from './inbox-zh-cn.ts';

/** What is said where people read what they are told, in English. */
export const inboxEn: typeof inboxZhCn = {
  title: 'Inbox',
  readAll: 'Mark all as read',
  unread: 'Unread',
  emptyTitle: 'Nothing here yet',
  emptyText:
    'When people like or comment on your videos, follow you, answer you or mention you, you see it here.',
  failed: 'The inbox did not load',
  like: '{name} likes your video',
  likeMany: '{name} and others, {n} people in all, like your video',
  follow: '{name} follows you',
  followMany: '{name} and others, {n} people in all, follow you',
  comment: '{name} commented on your video',
  commentMany: '{name} and others, {n} people in all, commented on your video',
  held: 'A comment by {name} waits for you',
  heldMany: 'Comments by {name} and others, {n} people in all, of which some wait for you',
  reply: '{name} answered your comment',
  replyMany: '{name} and others, {n} people in all, answered your comment',
  mention: '{name} mentioned you',
  mentionMany: '{name} and others, {n} people in all, mentioned you',
  report: '{name} reported something; it waits for your decision',
  reportMany: '{name} and others, {n} in all, reported something; it waits for your decision',
};
