import { deviceName, fillMessage, formatWhen, type PageListState } from '@weireel/client';
import type { SignIn } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { currentLanguage, words } from '../../language/language.ts';
import { listMethods, listOf, openList } from '../../shell/list-page.ts';
import { entitle } from '../../shell/page-frame.ts';
import { showList } from '../../shell/show-list.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

/** A place where somebody is signed in, as a row shows it. */
function shownPlace({ id, userAgent, lastSeenAt, isCurrent: isHere }: SignIn) {
  const { seen, unknown } = words().signIns;
  const time = formatWhen(lastSeenAt, Date.now(), currentLanguage());
  return { id, isHere, name: deviceName(userAgent) ?? unknown, seen: fillMessage(seen, { time }) };
}

// A page is a component as well, whose methods are typed.
Component({
  data: {
    ...{ words: words(), stage: 'loading', trouble: '', hasOthers: false },
    rows: [] as ReturnType<typeof shownPlace>[], // As: it holds some later.
  },

  methods: {
    ...listMethods,

    onLoad() {
      openList<SignIn>(this, {
        fetchPage: () => api.call('mySessions'),
        keyOf: ({ id }) => id,
        show: (state) => this.show(state),
      });
      entitle(words().signIns.title);
    },

    onShow() {
      void listOf(this)?.begin();
    },

    show(state: PageListState<SignIn>) {
      showList(this, 'rows', state.items.map(shownPlace), state);
      const hasOthers = state.items.some(({ isCurrent }) => !isCurrent);
      if (hasOthers !== this.data.hasOthers) this.setData({ hasOthers });
    },

    onEnd({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      const { id } = currentTarget.dataset;
      void this.end(() => api.call('endSession', { params: { id } }), words().signIns.ended);
    },

    onEndOthers() {
      const { signIns, act } = words();
      void wx.showModal({
        ...{ title: signIns.endOthers, content: signIns.endOthersText },
        ...{ confirmText: signIns.end, cancelText: act.cancel },
        success: ({ confirm }) => {
          if (confirm) void this.end(() => api.call('endOtherSessions'), signIns.othersEnded);
        },
      });
    },

    /** Ends some, and shows what is left, whether or not it worked. */
    async end(work: () => Promise<unknown>, title: string) {
      try {
        await work();
        void wx.showToast({ title, icon: 'none' });
      } catch (error) {
        tellTrouble(error);
      }
      await listOf(this)?.begin();
    },
  },
});
