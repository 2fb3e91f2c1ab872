/** What is said where somebody asks what else may be done about a video. */
export const feedMore = {
  feedMore: {
    notInterested: '不感兴趣',
    hideAuthor: '不看「{name}」的视频',
    videoHidden: '不再推荐这个视频',
    authorHidden: '不再显示这位作者的视频',
    related: '相关视频',
  },
};
