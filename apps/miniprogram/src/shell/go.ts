import type { Tab } from './tabs.ts';

/** Opens the page of a video, from a comment if one is meant. */
export function openVideo(id: string): void {
  void wx.navigateTo({ url: `/pages/watch/watch?v=${id}` });
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
