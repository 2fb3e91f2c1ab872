/** What is said of other forms of a film. */
export const exports = {
  exports: {
    title: '导出为其他格式',
    make: '导出',
    making: '正在导出…',
    failed: '导出失败，可以再试一次',
    download: '下载（{size}）',
    formats: {
      gif: 'GIF 动图（最长 30 秒）',
      webp: 'WebP 动图（最长 60 秒）',
      m4a: '仅声音（M4A）',
      mp3: '仅声音（MP3）',
    },
  },
};
