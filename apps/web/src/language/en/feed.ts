import type { feed as chinese } from '../zh-cn/feed.ts';

/** What is said about the feed. */
export const feed: typeof chinese = {
  feed: {
    label: 'Video feed',
    loading: 'Loading videos',
    emptyTitle: 'No videos yet',
    emptyText: 'Upload the first one and watch it here a few seconds later.',
    emptyAction: 'Upload the first video',
    failedTitle: 'The videos did not load',
    end: 'You have seen it all',
    unmuteHint: 'Turn on sound',
    next: 'Next video',
    previous: 'Previous video',
    watchPage: 'Details',
    soundOn: 'Unmute',
    soundOff: 'Mute',
    noSound: 'No sound',
    expand: 'more',
    collapse: 'less',
    play: 'Play',
    position: 'Position',
    shortcuts: 'Keyboard shortcuts',
    itemLabel: 'Video by {author}: {title}',
  },
};
