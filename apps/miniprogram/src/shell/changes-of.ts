/** Of the wished values those that are not so yet, by their JSON; null: all are. */
export function changesOf(
  data: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): Record<string, unknown> | null {
  const changed = Object.entries(wanted).filter(
    ([key, value]) => JSON.stringify(data[key]) !== JSON.stringify(value),
  );
  return changed.length === 0 ? null : Object.fromEntries(changed);
}
