/** What is said of danmaku, and of fingers on the picture, in Chinese. */
export const danmakuZhCn = {
  title: '弹幕',
  short: '弹',
  show: '显示弹幕',
  hide: '隐藏弹幕',
  hint: '发个弹幕',
  approveHint: '发个弹幕，作者同意后显示',
  send: '发送',
  at: '出现在 {time}',
  held: '弹幕已发出，作者同意后显示',
  density: '密度',
  densities: { few: '少', half: '半屏', full: '全屏' },
  mode: '位置',
  modes: { scroll: '滚动', top: '顶部', bottom: '底部' },
  colour: '颜色',
  colours: {
    ...{ white: '白色', red: '红色', orange: '橙色', yellow: '黄色', green: '绿色', blue: '蓝色' },
    ...{ purple: '紫色', pink: '粉色' },
  },
  fast: '2 倍速播放中，松手恢复',
};
