import type { Comment } from '@weireel/contract';
import type { Api } from '../api.ts';

/** In which order comments stand. */
export type CommentSort = 'hot' | 'new';

/** What was said below a video, as far as it is known. */
export interface CommentListState {
  /** The comments; their replies are asked for by themselves. */
  items: readonly Comment[];
  /** Their order. */
  sort: CommentSort;
  /** Whether a page has arrived. */
  isLoaded: boolean;
  /** Whether a page is on its way. */
  isLoading: boolean;
  /** Whether there are more. */
  hasMore: boolean;
  /** Why the page that was asked for last did not come; null: nothing is wrong. */
  error: unknown;
}

/** What a list of comments works with. */
export interface CommentListOptions {
  /** The server. */
  api: Api;
  /** The video below which they stand. */
  videoId: string;
  /** Told of each change. */
  onChange: (state: CommentListState) => void;
  /** Told how many comments appeared or went by what this person did. */
  onCounted: (by: number) => void;
}

/** Comments below a video, page by page, with what one may do about them. */
export interface CommentList {
  /** How it stands. */
  state(): CommentListState;
  /** Begins anew in an order. */
  begin(sort: CommentSort): void;
  /** Asks for the page that did not come. */
  retry(): Promise<boolean>;
  /** Asks for the next page; gives whether it brought something. */
  loadMore(): Promise<boolean>;
  /** Takes a comment that was just written: below the video it stands first, until the list is read anew. */
  add(comment: Comment): void;
  /** Shows a comment as it is now; a pinned one first, and no other. */
  update(comment: Comment): void;
  /** Takes a deleted comment away; its place stays while it has replies. */
  drop(comment: Comment): void;
}

const pageSize = 20;

/** A list of which nothing is known; `begin` begins it. */
export function createCommentList(options: CommentListOptions): CommentList {
  const { api, videoId, onChange, onCounted } = options;
  let state: CommentListState = {
    ...{ items: [], sort: 'hot', isLoaded: false, isLoading: false, hasMore: false, error: null },
  };
  let cursor: string | null = null;
  let asked = 0;

  function change(by: Partial<CommentListState>): void {
    state = { ...state, ...by };
    onChange(state);
  }

  function changeOne(id: string, by: (comment: Comment) => Comment): void {
    change({ items: state.items.map((comment) => (comment.id === id ? by(comment) : comment)) });
  }

  async function load(isFirst: boolean): Promise<boolean> {
    if (state.isLoading && !isFirst) return false;
    const turn = (asked += 1);
    change({ isLoading: true, error: null });
    try {
      const page = await api.call('comments', {
        params: { id: videoId },
        query: { sort: state.sort, limit: pageSize, ...(!isFirst && cursor !== null && { cursor }) },
      });
      // In another order meanwhile.
      if (turn !== asked) return false;
      cursor = page.nextCursor;
      const items = isFirst ? page.items : joinComments(state.items, page.items);
      change({ items, hasMore: cursor !== null, isLoaded: true, isLoading: false });
      return page.items.length > 0;
    } catch (error) {
      if (turn === asked) change({ error, isLoading: false });
      return false;
    }
  }

  return {
    state: () => state,
    begin(sort) {
      change({ items: [], isLoaded: false, sort });
      void load(true);
    },
    retry: () => load(!state.isLoaded),
    loadMore: () => load(false),
    add(comment) {
      if (comment.state === 'shown') onCounted(1);
      if (comment.rootId === null) change({ items: [comment, ...state.items] });
      else changeOne(comment.rootId, (root) => ({ ...root, replies: root.replies + 1 }));
    },
    update(comment) {
      const others = state.items.map((one) =>
        one.id === comment.id ? comment : comment.pinned ? { ...one, pinned: false } : one,
      );
      const items = comment.pinned ? [comment, ...others.filter(({ id }) => id !== comment.id)] : others;
      change({ items });
    },
    drop({ id, rootId, state: was, replies }) {
      if (was === 'shown') onCounted(-1);
      if (rootId !== null) {
        changeOne(rootId, (root) => ({ ...root, replies: Math.max(0, root.replies - 1) }));
      } else if (replies === 0) change({ items: state.items.filter((one) => one.id !== id) });
      else changeOne(id, emptied);
      change({ items: state.items.filter((one) => one.state !== 'deleted' || one.replies > 0) });
    },
  };
}

/** While pages are read others change places; nobody reads one comment twice. */
export function joinComments(known: readonly Comment[], more: readonly Comment[]): Comment[] {
  const ids = new Set(known.map(({ id }) => id));
  return [...known, ...more.filter(({ id }) => !ids.has(id))];
}

function emptied(comment: Comment): Comment {
  return { ...comment, state: 'deleted', author: null, body: '', mentions: [], mayDelete: false };
}
