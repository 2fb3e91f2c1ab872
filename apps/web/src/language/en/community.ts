import type { community as zhCn } from '../zh-cn/community.ts';

/** What is said where people meet: likes, favourites, follows. */
export const community: typeof zhCn = {
  community: {
    like: 'Like',
    likeCounted: 'Like; liked by {n}',
    favourite: 'Save',
    favouriteCounted: 'Save to favourites; saved by {n}',
    follow: 'Follow',
    following: 'Following',
    followNamed: 'Follow {name}',
    followers: 'Followers: {n}',
  },
};
