/** What is said where people meet: likes, favourites, follows. */
export const community = {
  community: {
    like: '喜欢',
    likeCounted: '喜欢，已有 {n} 人喜欢',
    favourite: '收藏',
    favouriteCounted: '收藏，已有 {n} 人收藏',
    comments: '评论',
    commentsCounted: '评论，共 {n} 条',
    shareCounted: '分享，已有 {n} 人分享',
    follow: '关注',
    following: '已关注',
    followNamed: '关注 {name}',
    followers: '{n} 粉丝',
  },
};
