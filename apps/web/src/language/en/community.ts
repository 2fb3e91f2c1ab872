import type { community as chinese } from '../zh-cn/community.ts';

/** What is said where people meet: likes, favourites, follows. */
export const community: typeof chinese = {
  community: {
    like: 'Like',
    likeCounted: 'Like; liked by {n}',
    favourite: 'Save',
    favouriteCounted: 'Save to favourites; saved by {n}',
    comments: 'Comments',
    commentsCounted: 'Comments: {n}',
    shareCounted: 'Share; shared by {n}',
    follow: 'Follow',
    following: 'Following',
    followNamed: 'Follow {name}',
    followers: 'Followers: {n}',
  },
};
