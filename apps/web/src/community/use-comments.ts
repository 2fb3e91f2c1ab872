import { createCommentList } from '@weireel/client';
import type { Comment } from '@weireel/contract';
import { computed, shallowRef, watch } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf } from '../api/trouble.ts';
import { noteComments } from './comment-counts.ts';

/** What was said below a video, page by page, with what one may do about it. */
export function useComments(videoId: () => string) {
  const newList = () => {
    const id = videoId();
    return createCommentList({
      ...{ api, videoId: id },
      onChange(now) {
        // Of another video meanwhile.
        if (videoId() === id) state.value = now;
      },
      onCounted: (by) => noteComments(id, by),
    });
  };
  let list = newList();
  const state = shallowRef(list.state());
  const error = computed(() => state.value.error);

  watch(
    videoId,
    () => {
      list = newList();
      list.begin(state.value.sort);
    },
    { immediate: true },
  );

  return {
    items: computed(() => state.value.items),
    sort: computed({ get: () => state.value.sort, set: (sort) => list.begin(sort) }),
    isLoaded: computed(() => state.value.isLoaded),
    isLoading: computed(() => state.value.isLoading),
    hasMore: computed(() => state.value.hasMore),
    trouble: computed(() => (error.value === null ? null : troubleOf(error.value))),
    add: (comment: Comment) => list.add(comment),
    update: (comment: Comment) => list.update(comment),
    drop: (comment: Comment) => list.drop(comment),
    begin: () => list.begin(state.value.sort),
    retry: () => list.retry(),
    loadMore: () => list.loadMore(),
  };
}
