import { askUnread } from '../notifications/unread.ts';
import { noteTab, type Tab } from './tabs.ts';

/** What a page of the tab bar does whenever it is shown. */
export function noteShown(tab: Tab): void {
  noteTab(tab);
  void askUnread();
}

/** Says what WeChat's bar above the page says, in the reader's language. */
export function entitle(title: string): void {
  void wx.setNavigationBarTitle({ title });
}
