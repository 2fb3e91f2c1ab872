/** What is said in Simplified Chinese to whoever reports something; `{name}` is what it is called. */
export const reportingZhCn = {
  reports: {
    act: '举报',
    what: '举报什么',
    why: '原因',
    video: '视频 {name}',
    comment: '评论 {name}',
    danmaku: '弹幕 {name}',
    user: '用户 {name}',
    detail: '补充说明（选填）',
    detailNeeded: '请说明原因',
    send: '提交举报',
    sent: '已收到举报，管理人员会处理',
  },
  reasons: {
    spam: '垃圾广告',
    sexual: '色情低俗',
    violence: '暴力血腥',
    hate: '仇恨歧视',
    harassment: '辱骂骚扰',
    minors: '伤害未成年人',
    misinformation: '虚假信息',
    illegal: '违法犯罪',
    copyright: '侵犯版权',
    privacy: '侵犯隐私',
    other: '其他',
  },
};

/** Words of reporting in a language. */
export type ReportingWords = typeof reportingZhCn;
