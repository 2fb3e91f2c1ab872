import { createPageList, type PageList, type PageListState } from '@weireel/client';
import { onReconnected } from '../api/connection.ts';

/** A list as its page shows it, from when it is asked for until the page goes. */
interface Opened {
  list: PageList<unknown>;
  stops: (() => void)[];
}

const opened = new WeakMap<object, Opened>();

/**
 * Opens the list of a page, in place of the one that it showed until now; `begin` begins it. With the connection that
 * comes back, it goes on.
 *
 * @param options.show told of each change, as long as this is the list of the page
 * @param options.stops ends what else is to end with the list. Absent: nothing
 */
export function openList<T>(
  page: object,
  options: {
    fetchPage: Parameters<typeof createPageList<T>>[0]['fetchPage'];
    keyOf: (item: T) => string;
    show: (state: PageListState<T>) => void;
    stops?: (() => void)[];
  },
): PageList<T> {
  closeList(page);
  const list = createPageList<T>({
    fetchPage: options.fetchPage,
    keyOf: options.keyOf,
    onChange: (state) => {
      // What an older list brings is not shown.
      if (opened.get(page)?.list === own) options.show(state);
    },
  });
  // As: whoever asks for it knows what is in it.
  const own = list as PageList<unknown>;
  opened.set(page, { list: own, stops: [onReconnected(list.reconnected), ...(options.stops ?? [])] });
  return list;
}

/** Ends the list of a page. */
export function closeList(page: object): void {
  for (const stop of opened.get(page)?.stops ?? []) stop();
  opened.delete(page);
}

/** The list of a page; undefined: it has none any more. */
export function listOf<T>(page: object): PageList<T> | undefined {
  // As: the page opened it, and knows what is in it.
  return opened.get(page)?.list as PageList<T> | undefined;
}

/** The item of a list that a view's element names by its `data-id`; undefined: there is none any more. */
export function itemOf<T extends { id: string }>(
  page: object,
  { currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>,
): T | undefined {
  const { id } = currentTarget.dataset;
  return listOf<T>(page)
    ?.state()
    .items.find((item) => item.id === id);
}

/** What every page with a list does: spread into its methods, before its own. */
export const listMethods = {
  onUnload(this: object) {
    closeList(this);
  },

  onReachBottom(this: object) {
    void listOf(this)?.loadMore();
  },

  async onPullDownRefresh(this: object) {
    await listOf(this)?.begin();
    void wx.stopPullDownRefresh();
  },

  onRetry(this: object) {
    void listOf(this)?.begin();
  },
};

/** The query of a page of a list; the first one names no place. */
export const queryOf = (cursor: string | null): { cursor?: string } => (cursor === null ? {} : { cursor });
