import type { Tab } from './tabs.ts';

/** One of the two lists of who follows whom. */
export type FollowSide = 'followers' | 'following';

/** How the page of a video is opened. */
export interface WatchPlace {
  /** Where it begins, in milliseconds. Absent: at its beginning. */
  atMs?: number;
  /** The collection within which it is watched. Absent: none. */
  collectionId?: string;
  /** Whether what was said about it is shown at once. Absent: it is not. */
  isTalking?: boolean;
}

/** Opens the page of a video. */
export function openVideo(id: string, place: WatchPlace = {}): void {
  void wx.navigateTo({ url: watchUrl(id, place) });
}

/** Opens the page of another video in place of this one. */
export function openVideoInstead(id: string, place: WatchPlace = {}): void {
  void wx.redirectTo({ url: watchUrl(id, place) });
}

function watchUrl(id: string, { atMs = 0, collectionId = '', isTalking = false }: WatchPlace): string {
  const within = collectionId === '' ? '' : `&c=${collectionId}`;
  // Whole seconds, as links of the web client name them.
  const from = atMs < 1000 ? '' : `&t=${Math.floor(atMs / 1000)}`;
  return `/pages/watch/watch?v=${id}${within}${from}${isTalking ? '&talk=1' : ''}`;
}

/** Opens the page of a person. */
export function openPerson(id: string): void {
  void wx.navigateTo({ url: `/pages/person/person?id=${id}` });
}

/** Opens the list of those who follow a person, or whom they follow. */
export function openFollows({ id, nickname }: { id: string; nickname: string }, side: FollowSide): void {
  const name = encodeURIComponent(nickname);
  void wx.navigateTo({ url: `/pages/follows/follows?id=${id}&side=${side}&name=${name}` });
}

/** Opens the page of a collection or course. */
export function openCollection(id: string): void {
  void wx.navigateTo({ url: `/pages/collection/collection?id=${id}` });
}

/** Opens the videos of a tag. */
export function openTag(tag: string): void {
  void wx.navigateTo({ url: `/pages/videos/videos?tag=${encodeURIComponent(tag)}` });
}

/** Opens the videos of a category. */
export function openCategory(id: string): void {
  void wx.navigateTo({ url: `/pages/videos/videos?category=${id}` });
}

/** Shows a page of the tab bar. */
export function showTab(tab: Tab): void {
  void wx.switchTab({ url: `/pages/${tab}/${tab}` });
}

/** Whether there is a page to go back to. */
export const isFirstPage = (): boolean => getCurrentPages().length < 2;

/** Goes back; from where somebody came in by a card in a chat, to the feed. */
export function goBack(): void {
  if (isFirstPage()) showTab('feed');
  else void wx.navigateBack();
}
