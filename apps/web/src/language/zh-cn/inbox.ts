/** What is said where people read what they are told. */
export const inbox = {
  inbox: {
    title: '消息',
    readAll: '全部已读',
    unread: '未读',
    emptyTitle: '还没有消息',
    emptyText: '有人喜欢、评论你的视频，或关注、回复、提到你时，会出现在这里。',
    failed: '消息没有加载出来',
    like: '{name} 喜欢了你的视频',
    likeMany: '{name} 等 {n} 人喜欢了你的视频',
    follow: '{name} 关注了你',
    followMany: '{name} 等 {n} 人关注了你',
    comment: '{name} 评论了你的视频',
    commentMany: '{name} 等 {n} 人评论了你的视频',
    held: '{name} 的评论等你同意',
    heldMany: '{name} 等 {n} 人的评论，其中有的等你同意',
    reply: '{name} 回复了你的评论',
    replyMany: '{name} 等 {n} 人回复了你的评论',
    mention: '{name} 提到了你',
    mentionMany: '{name} 等 {n} 人提到了你',
  },
};
