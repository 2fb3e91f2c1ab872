import type { feedMore as chinese } from '../zh-cn/feed-more.ts';

/** What is said where somebody asks what else may be done about a video. */
export const feedMore: typeof chinese = {
  feedMore: {
    notInterested: 'Not interested',
    hideAuthor: 'Show nothing by {name}',
    videoHidden: 'This video is not shown any more',
    authorHidden: 'Videos of this author are not shown any more',
    related: 'Related videos',
  },
};
