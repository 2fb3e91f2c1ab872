import type { FoundCollection, SearchAnswer } from '@weireel/contract';
import { listFoundCollections } from '@weireel/db/collections';
import { findCollections } from '@weireel/db/search';
import { highlight } from '@weireel/search';
import { presentCollections } from '../collections/present-collection.ts';
import type { ServerContext } from '../http/context.ts';
import type { Call } from '../http/route.ts';
import { findPage } from './find-page.ts';
import { presentRanges } from './present-ranges.ts';

/** A page of the collections and courses that answer a search. */
export async function findCollectionsFor(
  context: ServerContext,
  { query, viewer }: Call<'search'>,
): Promise<SearchAnswer> {
  const { db, words } = context;
  const askerId = viewer?.id ?? null;
  const { shown, nextCursor, condition, isNearest } = await findPage(
    context,
    query,
    (asked, { after, limit }) => findCollections(db, asked, { after, limit, askerId }),
  );
  const ids = shown.map(({ id }) => id);
  const rows = new Map((await listFoundCollections(db, ids, askerId)).map((row) => [row.id, row]));
  const inOrder = ids.flatMap((id) => rows.get(id) ?? []);
  const mark = (text: string) =>
    condition === undefined ? [] : presentRanges(highlight(words, condition, text));
  return {
    items: (await presentCollections(context, inOrder, viewer)).map((collection): FoundCollection => {
      const { title, description } = collection;
      return { ...collection, highlights: { title: mark(title), description: mark(description) } };
    }),
    nextCursor,
    isNearest,
  };
}
