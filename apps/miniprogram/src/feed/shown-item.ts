import { fitOf, formatCount } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { isSinglePage } from '../api/needs-person.ts';
import { meNow } from '../api/session.ts';
import { commentCount } from '../community/comment-counts.ts';
import { facts } from '../community/pressed.ts';
import { currentLanguage, words } from '../language/language.ts';
import { absoluteUrl } from '../server-url.ts';

/** More do not stand in a line. */
const mostTags = 3;

/** What stands over the picture of a video, as its view shows it. */
export function shownItem(video: Video): Record<string, unknown> {
  const { windowWidth, windowHeight } = wx.getWindowInfo();
  const poster = video.playback?.posterUrl ?? null;
  const { nickname, avatarUrl } = video.author;
  return {
    title: video.title,
    tags: isSinglePage() ? [] : video.tags.slice(0, mostTags),
    author: nickname,
    avatar: avatarUrl === null ? '' : absoluteUrl(avatarUrl),
    letter: [...nickname][0] ?? '',
    poster: poster === null ? '' : absoluteUrl(poster),
    fit: fitOf(
      { width: video.widthPx ?? 0, height: video.heightPx ?? 0 },
      { width: windowWidth, height: windowHeight },
    ),
  };
}

/** What was pressed beside a video, and how often, as its view shows it. */
export function shownFacts(video: Video): Record<string, unknown> {
  const language = currentLanguage();
  const shown = (kind: 'like' | 'favourite') => {
    const { isOn, count } = facts.stateOf(kind, video);
    return { isOn, text: count === 0 ? words().community[kind] : formatCount(count, language) };
  };
  const comments = commentCount(video);
  return {
    like: shown('like'),
    favourite: shown('favourite'),
    follows: facts.stateOf('follow', video).isOn,
    isMine: meNow() === video.author.id,
    comments: comments === 0 ? words().community.comments : formatCount(comments, language),
  };
}
