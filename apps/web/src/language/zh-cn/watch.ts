/** What the page of one video says around its player. */
export const watch = {
  download: {
    act: '下载',
    allow: '允许下载',
    allowHint: '能看到这个视频的人都可以下载；关闭后，已下载的仍在对方手里',
  },
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
