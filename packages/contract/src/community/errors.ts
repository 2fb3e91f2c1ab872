import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong when people meet. */
export const communityErrors = {
  own_account: entry(409, '不能对自己这样做', 'You cannot do this to yourself'),
  comments_closed: entry(403, '作者关闭了评论', 'The author has closed the comments'),
  comment_gone: entry(
    409,
    '这条评论已被删除，不能回复',
    'This comment has been deleted and cannot be answered',
  ),
  comment_repeated: entry(
    409,
    '刚刚已经发过同样的评论',
    'You have just written the same comment; say something else',
  ),
  comment_not_pinnable: entry(
    409,
    '只能置顶公开的主评论',
    'Only a comment that all can see, and no reply, can be pinned',
  ),
  danmaku_closed: entry(403, '作者关闭了弹幕', 'The author has closed danmaku'),
  danmaku_repeated: entry(
    409,
    '刚刚已经发过同样的弹幕',
    'You have just sent the same words; say something else',
  ),
  danmaku_crowded: entry(
    409,
    '这一段你已经发了很多弹幕，换个时刻吧',
    'You have said much around this moment already; choose another one',
  ),
} as const satisfies Record<string, CatalogueEntry>;
