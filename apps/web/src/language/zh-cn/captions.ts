/** What is said about captions. */
export const captions = {
  captions: {
    title: '字幕',
    short: '字幕',
    off: '关闭',
    machine: '{label}（自动生成）',
    saidAt: '字幕 {time}',
    key: '字幕开/关',
  },
};
