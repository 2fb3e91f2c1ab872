import { reportingZhCn } from '@weireel/client';

/** What is said where something is reported, and where somebody decides about it. */
export const reports = {
  reports: {
    ...reportingZhCn.reports,
    title: '举报',
    list: '举报',
    listText: '处理一条时，关于同一内容的举报会一起关闭。',
    open: '待处理',
    decided: '已处理',
    failed: '举报没有加载出来',
    emptyTitle: '没有举报',
    emptyText: '有人举报视频、评论、弹幕或用户时，会出现在这里。',
    many: '{n} 人举报',
    people: '发布者：{owner} · 举报人：{reporter}',
    look: '查看',
    dismiss: '不处理',
    resolve: '已处理',
    resolved: '已标记为处理完毕',
    dismissed: '已标记为无需处理',
    resolvedBy: '{name} 已处理',
    dismissedBy: '{name} 认为无需处理',
  },
  reasons: reportingZhCn.reasons,
};
