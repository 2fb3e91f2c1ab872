import type { Comment } from '@weireel/contract';
import { ref, shallowRef, watch } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';
import { noteComments } from './comment-counts.ts';

/** In which order comments stand. */
export type CommentSort = 'hot' | 'new';

const pageSize = 20;

/** What was said below a video, page by page, with what one may do about it. */
export function useComments(videoId: () => string) {
  const items = shallowRef<readonly Comment[]>([]);
  const sort = ref<CommentSort>('hot');
  const isLoaded = ref(false);
  const isLoading = ref(false);
  const hasMore = ref(false);
  const trouble = ref<Trouble | null>(null);
  let cursor: string | null = null;
  let asked = 0;

  async function load(isFirst: boolean): Promise<boolean> {
    if (isLoading.value && !isFirst) return false;
    const turn = (asked += 1);
    isLoading.value = true;
    trouble.value = null;
    try {
      const page = await api.call('comments', {
        params: { id: videoId() },
        query: { sort: sort.value, limit: pageSize, ...(!isFirst && cursor !== null && { cursor }) },
      });
      // Of another video or order meanwhile.
      if (turn !== asked) return false;
      items.value = isFirst ? page.items : join(items.value, page.items);
      cursor = page.nextCursor;
      hasMore.value = cursor !== null;
      isLoaded.value = true;
      return page.items.length > 0;
    } catch (error) {
      if (turn === asked) trouble.value = troubleOf(error);
      return false;
    } finally {
      if (turn === asked) isLoading.value = false;
    }
  }

  watch(
    [videoId, sort],
    () => {
      items.value = [];
      isLoaded.value = false;
      void load(true);
    },
    { immediate: true },
  );

  /** Takes a comment that was just written: below the video it stands first, until the list is read anew. */
  function add(comment: Comment): void {
    if (comment.state === 'shown') noteComments(comment.videoId, 1);
    if (comment.rootId === null) items.value = [comment, ...items.value];
    else change(comment.rootId, (root) => ({ ...root, replies: root.replies + 1 }));
  }

  /** Shows a comment as it is now; a pinned one first, and no other. */
  function update(comment: Comment): void {
    const others = items.value.map((one) =>
      one.id === comment.id ? comment : comment.pinned ? { ...one, pinned: false } : one,
    );
    items.value = comment.pinned ? [comment, ...others.filter(({ id }) => id !== comment.id)] : others;
  }

  /** Takes a deleted comment away; its place stays while it has replies. */
  function drop({ id, videoId: ofVideo, rootId, state, replies }: Comment): void {
    if (state === 'shown') noteComments(ofVideo, -1);
    if (rootId !== null) change(rootId, (root) => ({ ...root, replies: Math.max(0, root.replies - 1) }));
    else if (replies === 0) items.value = items.value.filter((one) => one.id !== id);
    else
      change(id, (root) => {
        return { ...root, ...{ state: 'deleted', author: null, body: '', mentions: [], mayDelete: false } };
      });
    items.value = items.value.filter((one) => one.state !== 'deleted' || one.replies > 0);
  }

  function change(id: string, by: (comment: Comment) => Comment): void {
    items.value = items.value.map((comment) => (comment.id === id ? by(comment) : comment));
  }

  return {
    ...{ items, sort, isLoaded, isLoading, hasMore, trouble, add, update, drop },
    retry: () => load(!isLoaded.value),
    loadMore: () => load(false),
  };
}

/** While pages are read others change places; nobody reads one comment twice. */
function join(known: readonly Comment[], more: readonly Comment[]): Comment[] {
  const ids = new Set(known.map(({ id }) => id));
  return [...known, ...more.filter(({ id }) => !ids.has(id))];
}
