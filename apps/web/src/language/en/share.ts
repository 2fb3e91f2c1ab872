import type { share as chinese } from '../zh-cn/share.ts';

/** What is said where a video is shared. */
export const share: typeof chinese = {
  share: {
    title: 'Share this video',
    failed: 'No link could be made',
    qr: 'QR code of the link',
    scan: 'Scan with a phone to watch',
    wechatCode: 'Mini program code',
    wechatScan: 'Scan with WeChat to watch',
    wechatOpen: 'Open in WeChat',
    private: 'This video is only for you; others can open the link when it is public.',
    link: 'Link to the video',
    more: 'More ways',
    embed: 'Embed',
    embedHint: 'Copies code that plays the video in another page',
  },
  said: {
    linkCopied: 'Link copied',
    embedCopied: 'Code to embed copied',
    linkNotCopied: 'Could not copy; copy it by hand: {link}',
  },
};
