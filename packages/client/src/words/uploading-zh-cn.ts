/** What is said in Chinese about how far an upload is; keys as `describeUpload` gives them. */
export const uploadingZhCn = {
  state: {
    queued: '排队中，马上开始',
    creating: '正在准备',
    uploading: '正在上传',
    paused: '已暂停',
    waitingNetwork: '网络不稳定，恢复后自动继续',
    waitingBusy: '服务器繁忙，稍后自动继续',
    waitingFault: '服务器出错，正在重试',
    waitingDamage: '数据在传输中损坏，正在重传',
    completing: '正在校验文件',
    done: '上传完成',
    failed: '上传失败',
    cancelled: '已取消',
  },
  of: '{done} / {total}',
  speed: '{speed}/秒',
  resumed: '接着上次继续',
};
