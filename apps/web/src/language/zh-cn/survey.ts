/** What is said of what was found in a clip: pauses, beats, changes of scene. */
export const survey = {
  survey: {
    making: '正在分析这段素材…',
    failed: '这段素材没有分析成功',
    pausesLabel: '多长的停顿要剪掉',
    pauseOf: '{seconds} 秒以上',
    noPauses: '没有这么长的停顿',
    cutPauses: '剪掉 {count} 处停顿（共 {seconds} 秒）',
    scenes: '按 {count} 处画面切换分割',
    noScenes: '没有找到画面切换',
    tempo: '节拍 {bpm} BPM',
    noBeats: '没有找到节拍',
    everyLabel: '每几拍',
    every: '每 {count} 拍',
    layCuts: '把影片的剪切点对到节拍',
    splitOnBeats: '在节拍处分割',
    laid: '已对齐 {count} 个剪切点',
    alreadyLaid: '剪切点已经在节拍上，或没有可以对齐的片段',
  },
};
