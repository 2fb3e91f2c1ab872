import type { peopleZhCn } from './people-zh-cn.ts';

/** What is said of people and whom they follow or avoid, in English. */
export const peopleEn: typeof peopleZhCn = {
  videos: '{n} videos',
  count: { followers: '{n} followers', following: '{n} following' },
  title: { followers: 'Who follows {name}', following: 'Followed by {name}' },
  mine: { followers: 'My followers', following: 'Whom I follow' },
  empty: { followers: 'No followers yet', following: 'Nobody is followed yet' },
  emptyText: {
    followers: 'Publish videos; those who like them follow.',
    following: 'Authors who are followed appear here.',
  },
  failed: 'The list did not load',
  gone: 'This list cannot be seen',
  followBack: 'Follow back',
  avoided: 'Blocked and muted',
  avoidedText: 'Whom you do not want to meet; take it back at any time.',
  kinds: 'Ways not to meet somebody',
  by: { blocked: 'Blocked', muted: 'Muted', hidden: 'Not shown' },
  byText: {
    blocked: 'Neither of you sees the other’s videos, comments and page.',
    muted: 'You do not see their comments, danmaku and notices; they do not know.',
    hidden: 'Feeds show none of their videos; search and their page do.',
  },
  end: { blocked: 'Unblock', muted: 'Unmute', hidden: 'Show again' },
  nobody: 'Nobody',
  nobodyText: 'Tap “More” on somebody’s page to block or mute them.',
  mute: 'Mute',
  muted: 'Muted; settings take it back',
  blocked: 'Blocked; settings take it back',
};
