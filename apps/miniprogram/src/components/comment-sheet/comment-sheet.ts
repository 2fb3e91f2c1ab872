import {
  createCommentList,
  fillMessage,
  type CommentList,
  type CommentListState,
  type CommentSort,
} from '@weireel/client';
import type { Comment } from '@weireel/contract';
import { commentLength } from '@weireel/contract/plain';
import { api } from '../../api/api.ts';
import { isSinglePage } from '../../api/needs-person.ts';
import { meNow } from '../../api/session.ts';
import { commentCount, noteComments } from '../../community/comment-counts.ts';
import { commentOf, type ShownComment } from '../../community/shown-comment.ts';
import { knownVideo } from '../../feed/known-videos.ts';
import { words } from '../../language/language.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

/** What the sheet keeps beside its data: it is not for the view. */
interface Parts {
  list: CommentList;
  answered: { id: string; name: string } | null;
  isSending: boolean;
}

const parts = new WeakMap<object, Parts>();

Component({
  properties: { videoId: String },

  data: {
    words: words(),
    bones: [1, 2, 3],
    ...{ heading: '', sort: 'hot', stage: 'loading', text: '', hint: words().comments.hint, maySend: false },
    // Why nobody may say anything here; empty: they may.
    closed: '',
    ...{ isAnswering: false, most: commentLength.max },
    items: [] as ShownComment[], // As: it holds some later.
    said: null as ShownComment | null, // As: it is one later.
  },

  lifetimes: {
    attached() {
      const { videoId } = this.data;
      const list = createCommentList({
        ...{ api, videoId },
        onChange: (state) => this.show(state),
        onCounted: (by) => {
          noteComments(videoId, by);
          this.showHeading();
        },
      });
      parts.set(this, { list, answered: null, isSending: false });
      const video = knownVideo(videoId);
      const isMine = video !== undefined && meNow() === video.author.id;
      const isClosed = video?.commentPolicy === 'closed' && !isMine;
      const { comments, trouble } = words();
      this.set({ closed: isSinglePage() ? trouble.singlePage : isClosed ? comments.closed : '' });
      this.showHeading();
      list.begin('hot');
    },

    detached() {
      parts.delete(this);
    },
  },

  methods: {
    /** Sets what is other than it was: everything that is set crosses threads. */
    set(wanted: Record<string, unknown>) {
      const changes = changesOf(this.data, wanted);
      if (changes !== null) this.setData(changes);
    },

    show({ items, sort, isLoaded, error }: CommentListState) {
      if (!parts.has(this)) return;
      const unloaded = error === null ? 'loading' : 'failed';
      const loaded = items.length === 0 ? 'empty' : 'shown';
      this.set({ items: items.map(commentOf), sort, stage: isLoaded ? loaded : unloaded });
    },

    showHeading() {
      const video = knownVideo(this.data.videoId);
      const n = video === undefined ? 0 : commentCount(video);
      this.set({ heading: fillMessage(words().comments.counted, { n }) });
    },

    answer(answered: Parts['answered']) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      mine.answered = answered;
      const { hint, answerTo } = words().comments;
      this.set({
        hint: answered === null ? hint : fillMessage(answerTo, { name: answered.name }),
        isAnswering: answered !== null,
      });
    },

    async send() {
      const mine = parts.get(this);
      const body = this.data.text.trim();
      if (mine === undefined || mine.isSending || body === '') return;
      mine.isSending = true;
      this.set({ maySend: false });
      try {
        const replyTo = mine.answered === null ? {} : { replyTo: mine.answered.id };
        const params = { id: this.data.videoId };
        const comment = await api.call('createComment', { params, body: { body, ...replyTo } });
        this.setData({ text: '' });
        this.take(comment);
      } catch (error) {
        // The words stay, to be sent again.
        tellTrouble(error);
        this.set({ maySend: true });
      } finally {
        mine.isSending = false;
      }
    },

    take(comment: Comment) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      mine.list.add(comment);
      if (comment.rootId !== null) this.setData({ said: commentOf(comment) });
      if (comment.state === 'held') {
        void wx.showToast({ title: words().comments.approveHint, icon: 'none', duration: 3000 });
      }
      this.answer(null);
    },

    stay() {
      // What lies under the sheet is not swiped.
    },

    onClose() {
      this.triggerEvent('close');
    },

    onSort({ currentTarget }: WechatMiniprogram.BaseEvent<object, { sort: CommentSort }>) {
      parts.get(this)?.list.begin(currentTarget.dataset.sort);
    },

    onEnd() {
      const list = parts.get(this)?.list;
      if (list?.state().hasMore === true) void list.loadMore();
    },

    onRetry() {
      void parts.get(this)?.list.retry();
    },

    onInput({ detail }: WechatMiniprogram.Input) {
      // Set although the field shows it already, so that it can be emptied later.
      this.set({ text: detail.value, maySend: detail.value.trim() !== '' });
    },

    onBlur() {
      if (this.data.text === '') this.answer(null);
    },

    onSend() {
      void this.send();
    },

    onAnswer({ detail }: WechatMiniprogram.CustomEvent<{ id: string; name: string }>) {
      this.answer(detail);
    },

    onGone({ detail }: WechatMiniprogram.CustomEvent<{ comment: Comment }>) {
      parts.get(this)?.list.drop(detail.comment);
    },
  },
});
