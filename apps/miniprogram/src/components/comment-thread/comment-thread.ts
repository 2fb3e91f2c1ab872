import { fillMessage, joinComments } from '@weireel/client';
import type { Comment } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { commentOf, shownComment, type ShownComment } from '../../community/shown-comment.ts';
import { words } from '../../language/language.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

/** What a thread keeps beside its data: it is not for the view. */
interface Parts {
  replies: Comment[];
  cursor: string | null;
  isLoading: boolean;
}

const parts = new WeakMap<object, Parts>();

Component({
  // `said`: a reply that was just written; null: none.
  properties: { root: Object, said: Object },

  data: { replies: [] as ShownComment[], hidden: 0, more: '' }, // As: it holds some later.

  observers: {
    root() {
      this.show();
    },
    said(said: ShownComment | null) {
      const comment = said === null ? undefined : shownComment(said.id);
      if (comment !== undefined) this.take([comment]);
    },
  },

  lifetimes: {
    created() {
      parts.set(this, { replies: [], cursor: null, isLoading: false });
    },
  },

  methods: {
    show() {
      const mine = parts.get(this);
      // As: the sheet hands nothing else down.
      const root = this.data.root as ShownComment | null;
      if (mine === undefined || root === null) return;
      const hidden = Math.max(0, root.replies - mine.replies.length);
      this.setData({
        ...{ hidden, replies: mine.replies.map(commentOf) },
        more: fillMessage(words().comments.replies, { n: hidden }),
      });
    },

    take(more: Comment[]) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      mine.replies = joinComments(mine.replies, more);
      this.show();
    },

    async load() {
      const mine = parts.get(this);
      if (mine === undefined || mine.isLoading) return;
      mine.isLoading = true;
      try {
        // As: the sheet hands nothing else down.
        const { id } = this.data.root as ShownComment;
        const query = mine.cursor === null ? {} : { cursor: mine.cursor };
        const page = await api.call('commentReplies', { params: { id }, query });
        mine.cursor = page.nextCursor;
        this.take(page.items);
      } catch (error) {
        tellTrouble(error);
      } finally {
        mine.isLoading = false;
      }
    },

    onMore() {
      void this.load();
    },

    onAnswer({ detail }: WechatMiniprogram.CustomEvent<object>) {
      this.triggerEvent('answer', detail);
    },

    onGone({ detail }: WechatMiniprogram.CustomEvent<{ comment: Comment }>) {
      const mine = parts.get(this);
      if (mine !== undefined) mine.replies = mine.replies.filter(({ id }) => id !== detail.comment.id);
      this.triggerEvent('gone', detail);
    },
  },
});
