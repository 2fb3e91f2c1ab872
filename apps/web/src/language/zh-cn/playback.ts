/** What is said about the player. */
export const playback = {
  player: {
    position: '播放进度',
    positionText: '{position}，共 {duration}',
    failedTitle: '播放失败',
    failedNetwork: '网络不稳定，视频没有加载出来。',
    failedMedia: '这个浏览器无法播放该视频。',
    failedGone: '播放链接已失效。',
    better: '更高清晰度已就绪',
    switchNow: '切换',
  },
};
