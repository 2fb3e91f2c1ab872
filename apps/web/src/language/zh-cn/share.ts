/** What is said where a video is shared. */
export const share = {
  share: {
    title: '分享视频',
    failed: '链接没有生成',
    qr: '视频链接的二维码',
    scan: '用手机扫码观看',
    wechatCode: '小程序码',
    wechatScan: '用微信扫码观看',
    wechatOpen: '在微信中打开',
    private: '这个视频仅自己可见，公开后别人才能打开链接。',
    link: '视频链接',
    more: '更多方式',
    embed: '嵌入网页',
    embedHint: '复制一段代码，放进别的网页即可播放',
  },
  said: {
    linkCopied: '链接已复制',
    embedCopied: '嵌入代码已复制',
    linkNotCopied: '无法复制，请手动复制：{link}',
  },
};
