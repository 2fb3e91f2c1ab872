/** What the menu of one's own account says, and the titles of what it leads to. */
export const menu = {
  menu: {
    account: '账号',
    signedOut: '已退出登录',
    signOut: '退出登录',
    page: '我的主页',
    settings: '设置',
    jobs: '后台任务',
    reports: '举报',
    people: '人员与角色',
    categories: '视频分类',
    channels: '频道',
    groups: '群组',
    favourites: '收藏',
    history: '历史',
    studio: '剪辑',
    held: '待同意的评论',
  },
};
