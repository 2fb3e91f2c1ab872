/** What is said of what somebody keeps: favourites, history, comments that wait. */
export const library = {
  library: {
    favourites: '我的收藏',
    history: '观看历史',
    held: '待同意的评论',
    heldText: '「我同意后显示」的视频下，等你决定的评论。',
    failed: '列表没有加载出来',
    noFavouritesTitle: '还没有收藏',
    noFavouritesText: '看到想留下的视频，点「收藏」就会出现在这里。',
    noHistoryTitle: '没有观看记录',
    noHistoryText: '看过的视频会出现在这里，换一台设备也能接着看。',
    offText: '观看历史已关闭，看过的视频不会被记下。',
    noHeldTitle: '没有待同意的评论',
    noHeldText: '有人评论时会通知你。',
    kept: '记录观看历史：开',
    notKept: '记录观看历史：关',
    clear: '清空历史',
    clearSure: '确定清空',
    forget: '从历史中移除「{title}」',
    goOn: '上次看到 {time}',
    goOnAct: '继续看',
  },
};
