/**
 * What has to be set so that a list in a page's data changes from one state to another: only the places that are
 * other than they were, by their paths, because all that is set crosses threads. A list that got shorter is set whole.
 */
export function listPatch(
  name: string,
  before: readonly object[],
  after: readonly object[],
): Record<string, unknown> {
  if (after.length < before.length) return { [name]: after };
  const patch: Record<string, unknown> = {};
  after.forEach((item, at) => {
    if (JSON.stringify(item) !== JSON.stringify(before[at])) patch[`${name}[${at}]`] = item;
  });
  return patch;
}
