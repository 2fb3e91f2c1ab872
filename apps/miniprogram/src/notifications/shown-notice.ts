import { fillMessage, formatWhen } from '@weireel/client';
import type { Notification } from '@weireel/contract';
import { currentLanguage, words } from '../language/language.ts';

/** A notice as a view shows it. */
export type ShownNotice = ReturnType<typeof noticeOf>;

/** Puts a notice into what a view shows. */
export function noticeOf(notice: Notification) {
  const { id, kind, actors, actorCount, video, comment, isHeld, isRead, following, updatedAt } = notice;
  const { inbox } = words();
  const [actor] = actors;
  const key = kind === 'comment' && isHeld ? 'held' : kind;
  const sentence = actorCount > 1 ? inbox[`${key}Many`] : inbox[key];
  return {
    ...{ id, isRead, about: video?.title ?? '', quote: comment?.body ?? '' },
    // What can be done about it here; empty: nothing.
    deed: following === false ? 'follow' : following === true ? 'followed' : isHeld ? 'approve' : '',
    nickname: actor?.nickname ?? '',
    avatarUrl: actor?.avatarUrl ?? '',
    sentence: fillMessage(sentence, { name: actor?.nickname ?? '', n: actorCount }),
    when: formatWhen(updatedAt, Date.now(), currentLanguage()),
  };
}
