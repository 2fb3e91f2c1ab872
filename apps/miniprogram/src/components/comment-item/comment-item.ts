import { createToggle, type Toggle } from '@weireel/client';
import { api } from '../../api/api.ts';
import { shownComment, type ShownComment } from '../../community/shown-comment.ts';
import { words } from '../../language/language.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

const toggles = new WeakMap<object, Toggle>();

Component({
  properties: { comment: Object },

  data: { words: words(), like: { isOn: false, count: 0 } },

  observers: {
    comment(comment: ShownComment | null) {
      // Before the thread has handed one down there is none.
      if (comment !== null) this.begin(comment);
    },
  },

  methods: {
    shown(): ShownComment {
      // As: the thread hands nothing else down.
      return this.data.comment as ShownComment;
    },

    begin({ id, liked, likes }: ShownComment) {
      const state = { isOn: liked, count: likes };
      const toggle = createToggle({
        state,
        async send(wish) {
          const answer = await api.call(wish ? 'likeComment' : 'unlikeComment', { params: { id } });
          return { isOn: answer.liked, count: answer.likes };
        },
        onShown: (like) => this.setData({ like }),
        onFailed: tellTrouble,
      });
      toggles.set(this, toggle);
      const { like } = this.data;
      if (like.isOn !== liked || like.count !== likes) this.setData({ like: state });
    },

    onLike() {
      toggles.get(this)?.set(!this.data.like.isOn);
    },

    onAnswer() {
      const { id, name } = this.shown();
      this.triggerEvent('answer', { id, name });
    },

    onDelete() {
      const { act, comments } = words();
      void wx.showModal({
        ...{ title: comments.sureTitle, confirmText: act.delete, cancelText: act.cancel },
        success: ({ confirm }) => {
          if (confirm) void this.remove();
        },
      });
    },

    async remove() {
      const { id } = this.shown();
      try {
        await api.call('deleteComment', { params: { id } });
        const comment = shownComment(id);
        if (comment !== undefined) this.triggerEvent('gone', { comment });
      } catch (error) {
        tellTrouble(error);
      }
    },
  },
});
