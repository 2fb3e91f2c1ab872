import { words } from '../language/language.ts';
import { onUnread, unreadNow } from '../notifications/unread.ts';
import { showTab } from '../shell/go.ts';
import { chosenTab, onTab, tabs, type Tab } from '../shell/tabs.ts';

const stops = new WeakMap<object, (() => void)[]>();
const most = 99;

// WeChat looks for the bar by this very name.
Component({
  data: {
    tabs: tabs.map((id) => ({ id, name: words().nav[id] })),
    ...{ chosen: '', unread: '', label: words().nav.label },
  },

  lifetimes: {
    attached() {
      stops.set(this, [onTab(() => this.show()), onUnread(() => this.show())]);
      this.show();
    },

    detached() {
      for (const stop of stops.get(this) ?? []) stop();
    },
  },

  methods: {
    show() {
      const count = unreadNow();
      const unread = count > most ? `${most}+` : String(count || '');
      const chosen = chosenTab();
      if (chosen !== this.data.chosen || unread !== this.data.unread) this.setData({ chosen, unread });
    },

    onTab({ currentTarget }: WechatMiniprogram.BaseEvent<object, { tab: Tab }>) {
      showTab(currentTarget.dataset.tab);
    },
  },
});
