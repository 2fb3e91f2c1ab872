import { frame } from './zh-cn/frame.ts';
import { people } from './zh-cn/people.ts';
import { feed } from './zh-cn/feed.ts';
import { playback } from './zh-cn/playback.ts';
import { uploads } from './zh-cn/uploads.ts';
import { videos } from './zh-cn/videos.ts';
import { processing } from './zh-cn/processing.ts';
import { admin } from './zh-cn/admin.ts';

/** Everything the client says in Simplified Chinese; the shape that every other language fills. */
export const zhCn = {
  ...frame,
  ...people,
  ...feed,
  ...playback,
  ...uploads,
  ...videos,
  ...processing,
  ...admin,
};

/** The shape of all messages. */
export type Messages = typeof zhCn;
