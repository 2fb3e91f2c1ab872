/** What is said in Chinese. */
export const zhCn = {
  feed: {
    loading: '正在加载视频',
    emptyTitle: '这里还没有视频',
    emptyText: '有新视频时，下拉就能看到。',
    failedTitle: '视频没有加载出来',
    failedText: '请检查网络，再试一次。',
    unmuteHint: '点击开启声音',
    play: '播放',
    soundOn: '开启声音',
    soundOff: '静音',
    playFailed: '这个视频没有播放出来',
    end: '已经看完啦',
  },
  act: { retry: '再试一次', share: '分享', close: '关闭', cancel: '取消', delete: '删除' },
  trouble: {
    network: '没有连上服务器',
    unexpected: '出错了，请稍后再试',
    offline: '没有网络，恢复后会自动继续',
    unreachable: '暂时连不上服务器，正在重试',
  },
  community: { like: '喜欢', favourite: '收藏', comments: '评论', follow: '关注', following: '已关注' },
  comments: {
    counted: '{n} 条评论',
    hot: '热门',
    new: '最新',
    hint: '说点什么吧',
    send: '发送',
    closed: '作者关闭了评论。',
    approveHint: '作者同意后，所有人才能看到你的评论。',
    empty: '还没有评论，来说第一句吧。',
    failed: '评论没有加载出来',
    author: '作者',
    pinned: '置顶',
    held: '待作者同意',
    deleted: '这条评论已被删除',
    answer: '回复',
    answers: '回复 {name}：',
    answerTo: '回复 {name}',
    replies: '查看 {n} 条回复',
    sureTitle: '删除这条评论？',
  },
};

/** What is said, in every language. */
export type Words = typeof zhCn;
