/** What is said of tags. */
export const tags = {
  tags: {
    title: 'Tag',
    count: 'Videos: {n}',
    related: 'Tags beside it',
    sort: 'Order',
    by: { latest: 'Latest', hot: 'Hot' },
    none: 'There are no videos here yet',
    noneText: 'Publish one with this tag, and it appears here.',
  },
};
