import type { NotificationKind } from '@weireel/contract';
import type { WechatMessage } from '@weireel/db/notifications';
import type { MessageField, WechatTemplate } from './wechat-templates.ts';

// Templates are Chinese, and so is what they are filled with.
const sentences: Record<NotificationKind, string> = {
  like: '赞了你的视频',
  follow: '关注了你',
  comment: '评论了你的视频',
  reply: '回复了你的评论',
  mention: '在评论中提到了你',
  report: '收到一条举报',
};

const chinaTime = new Intl.DateTimeFormat('zh-CN', {
  ...{ year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  ...{ hourCycle: 'h23', timeZone: 'Asia/Shanghai' },
});

/** What a message says, by the keys of its template, and the page that it opens. */
export function composeMessage(
  message: Pick<WechatMessage, 'kind' | 'nickname' | 'title' | 'body' | 'videoId' | 'at'>,
  { fields }: Pick<WechatTemplate, 'fields'>,
): { data: Record<string, string>; page: string } {
  const what = sentences[message.kind];
  const texts: Record<MessageField, string> = {
    person: message.nickname,
    what,
    said: message.body ?? what,
    video: message.title ?? what,
    time: chinaTime.format(message.at),
  };
  const data = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, texts[field]]));
  const { videoId } = message;
  return { data, page: videoId === null ? 'pages/messages/messages' : `pages/watch/watch?v=${videoId}` };
}
