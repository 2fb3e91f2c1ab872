import type { CollectionItem, CollectionPage } from '@weireel/contract';
import type { Api } from '../api.ts';

/** A collection with all that is in it for who asks. */
export interface WholeCollection {
  /** The collection. */
  collection: CollectionPage;
  /** What is in it, in its order. */
  items: readonly CollectionItem[];
}

/** Reads a collection with all that is in it; rejects as its calls do. */
export async function readCollection(api: Api, id: string): Promise<WholeCollection> {
  const params = { id };
  const [collection, items] = await Promise.all([api.call('collection', { params }), readItems(api, id)]);
  return { collection, items };
}

// A list is short enough to be read whole, and order is something that one sees of all of it.
async function readItems(api: Api, id: string): Promise<CollectionItem[]> {
  const found: CollectionItem[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const query = { limit: 100, ...(cursor !== undefined && { cursor }) };
    const page = await api.call('collectionItems', { params: { id }, query });
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}
