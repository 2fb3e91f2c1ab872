import type { sharingZhCn } from './sharing-zh-cn.ts';

/** What is said where a video is passed on or kept, in English. */
export const sharingEn: typeof sharingZhCn = {
  title: 'Share',
  friend: 'To a chat',
  moments: 'Moments',
  momentsHow: 'Tap “···” at the top right, and choose “Share on Moments”.',
  code: 'Code',
  link: 'Copy link',
  keep: 'Save video',
  codeWechat: 'Scan with WeChat to watch',
  codeOutside: 'Scan with a phone to watch',
  keepPicture: 'Save the picture',
  kept: 'Saved to the album',
  keeping: 'Downloading, {percent}',
  notAllowed: 'The album may not be written to. Allow “Add to Album” in the settings, and try again.',
  openSettings: 'Open the settings',
  tooLarge: 'The video is too large for WeChat to download; the link opens it in a browser.',
  onlyMine: 'This video is only for you; others can open it when it is public.',
  failed: 'No link could be made',
};
