/** What the page of one video says around its player. */
export const watch = {
  watch: {
    publishedAt: '{time}发布',
    createdAt: '{time}上传',
    notPlayableTitle: '视频正在准备',
    notPlayableText: '处理好第一个可播放版本后，会在这里自动开始。',
    manage: '管理我的视频',
    noDescription: '作者没有写简介。',
    processing: '处理进度',
  },
};
