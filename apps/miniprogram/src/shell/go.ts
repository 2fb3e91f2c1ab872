import type { Tab } from './tabs.ts';

/** Opens the page of a video. */
export function openVideo(id: string): void {
  void wx.navigateTo({ url: `/pages/watch/watch?v=${id}` });
}

/** Opens the page of a person. */
export function openPerson(id: string): void {
  void wx.navigateTo({ url: `/pages/person/person?id=${id}` });
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
