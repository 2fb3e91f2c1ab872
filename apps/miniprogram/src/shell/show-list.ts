import type { PageListState } from '@weireel/client';
import { changesOf } from './changes-of.ts';
import { listPatch } from './list-patch.ts';
import { sentenceOf } from './tell-trouble.ts';

/** A page, or a component, that shows a list with the `stage` it is at and the `trouble` it had. */
interface ListView {
  data: Readonly<Record<string, unknown>>;
  setData(changes: Record<string, unknown>): void;
}

/**
 * Sets what a list has become, and only that.
 *
 * @param name of the list in the page's data
 * @param rows all of it, as the view shows them
 * @param trouble what is said of its error. Default: its sentence
 */
export function showList(
  view: ListView,
  name: string,
  rows: readonly object[],
  { stage, error }: Pick<PageListState<unknown>, 'stage' | 'error'>,
  trouble = error === null ? '' : sentenceOf(error),
): void {
  // As: pages name a list of theirs.
  const before = view.data[name] as readonly object[];
  const changes = { ...changesOf(view.data, { stage, trouble }), ...listPatch(name, before, rows) };
  if (Object.keys(changes).length > 0) view.setData(changes);
}
