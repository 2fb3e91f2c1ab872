import { fillMessage } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { api } from '../api/api.ts';
import { meNow } from '../api/session.ts';
import { words } from '../language/language.ts';
import type { Reportable } from '../review/reportable.ts';
import { choose } from '../shell/choose.ts';
import { tellTrouble } from '../shell/tell-trouble.ts';

/** Who hears what was chosen. */
export interface DeedListener {
  /** The video, or all of its author, is not to be shown any more; the server knows. */
  onUnwanted(isWholeAuthor: boolean): void;
  /** One of these is to be reported. */
  onReport(things: Reportable[]): void;
}

/** Asks what somebody wants to do about a video besides what stands beside it. */
export function chooseDeed(video: Video, { onUnwanted, onReport }: DeedListener): void {
  const { feed, reports } = words();
  const { id, title, author } = video;
  const hide = async (isWholeAuthor: boolean) => {
    if (await hideVideo(video, isWholeAuthor)) onUnwanted(isWholeAuthor);
  };
  const hidden = { name: feed.notInterested, act: () => void hide(false) };
  const things: Reportable[] = [
    { subject: { kind: 'video', id }, name: title },
    { subject: { kind: 'user', id: author.id }, name: author.nickname },
  ];
  const ofOthers = [
    { name: fillMessage(feed.hideAuthor, { name: author.nickname }), act: () => void hide(true) },
    { name: reports.act, act: () => onReport(things) },
  ];
  choose(meNow() === author.id ? [hidden] : [hidden, ...ofOthers]);
}

async function hideVideo({ id, author }: Video, isWholeAuthor: boolean): Promise<boolean> {
  const { videoHidden, authorHidden } = words().feed;
  try {
    if (isWholeAuthor) await api.call('hideAuthor', { params: { id: author.id } });
    else await api.call('hideVideo', { params: { id } });
  } catch (error) {
    tellTrouble(error);
    return false;
  }
  void wx.showToast({ title: isWholeAuthor ? authorHidden : videoHidden, icon: 'none' });
  return true;
}
