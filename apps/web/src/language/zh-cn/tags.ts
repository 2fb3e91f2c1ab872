/** What is said of tags. */
export const tags = {
  tags: {
    title: '话题',
    count: '{n} 个视频',
    related: '相关话题',
    sort: '排序',
    by: { latest: '最新', hot: '最热' },
    none: '这里还没有视频',
    noneText: '带上这个标签发布，视频就会出现在这里。',
  },
};
