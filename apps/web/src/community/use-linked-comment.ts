import type { Comment } from '@weireel/contract';
import { shallowRef, watch } from 'vue';
import { api } from '../api/api.ts';
import { i18n } from '../language/language.ts';
import { notify } from '../shell/notify.ts';

/** A comment that stands first, with the one below which it stands. */
export interface LinkedComment {
  /** The comment below the video. */
  root: Comment;
  /** The answer to it that is meant; null: the comment itself is. */
  reply: Comment | null;
}

/** The comment on a video to which somebody followed a link; null: none, or it is gone. */
export function useLinkedComment(id: () => string | null, videoId: string) {
  const linked = shallowRef<LinkedComment | null>(null);

  async function load(wanted: string): Promise<void> {
    try {
      const comment = await api.call('comment', { params: { id: wanted } });
      const { rootId } = comment;
      const root = rootId === null ? comment : await api.call('comment', { params: { id: rootId } });
      // Somebody may have put together an address of two that do not belong to each other.
      if (wanted !== id() || comment.videoId !== videoId) return;
      linked.value = { root, reply: rootId === null ? null : comment };
    } catch {
      if (wanted === id()) notify('info', i18n.global.t('comments.linkedGone'));
    }
  }

  watch(
    id,
    (wanted) => {
      linked.value = null;
      if (wanted !== null) void load(wanted);
    },
    { immediate: true },
  );
  return linked;
}
