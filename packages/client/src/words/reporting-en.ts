import type { ReportingWords } from './reporting-zh-cn.ts';

/** What is said in English to whoever reports something; `{name}` is what it is called. */
export const reportingEn: ReportingWords = {
  reports: {
    act: 'Report',
    what: 'What do you report?',
    why: 'Why?',
    video: 'Video {name}',
    comment: 'Comment {name}',
    danmaku: 'Danmaku {name}',
    user: 'Person {name}',
    detail: 'Say more (optional)',
    detailNeeded: 'Say why',
    send: 'Send report',
    sent: 'Received; the editors will look at it',
  },
  reasons: {
    spam: 'Spam',
    sexual: 'Sexual content',
    violence: 'Violence',
    hate: 'Hate',
    harassment: 'Harassment',
    minors: 'Harm to minors',
    misinformation: 'False information',
    illegal: 'Illegal acts',
    copyright: 'Copyright',
    privacy: 'Privacy',
    other: 'Something else',
  },
};
