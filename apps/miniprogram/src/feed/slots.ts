import { roleAt, type BufferRole, type FeedView } from '@weireel/client';

/** One place of the swiper. What is `away` has no view. */
export interface Slot {
  /** The video. */
  id: string;
  /** What it is for. */
  role: BufferRole | 'away';
}

/** The places of a feed: only those around the current one have a view, and so a player. */
export function slotsOf(
  items: readonly { id: string }[],
  view: Pick<FeedView<unknown>, 'index' | 'renderFrom' | 'renderEndExclusive'>,
  { isOpen, mayPreload }: { isOpen: boolean; mayPreload: boolean },
): Slot[] {
  return items.map(({ id }, at) => {
    const isNear = at >= view.renderFrom && at < view.renderEndExclusive;
    return { id, role: isNear ? roleAt(at, { index: view.index, isOpen, mayPreload }) : 'away' };
  });
}

/** What has to be set so that the places change from one state to another: as little as possible, by their paths. */
export function slotsPatch(before: readonly Slot[], after: readonly Slot[]): Record<string, unknown> {
  const isSameBeginning = before.every(({ id }, at) => after[at]?.id === id);
  // What was taken away or begins anew moves everything.
  if (!isSameBeginning) return { slots: after };
  const patch: Record<string, unknown> = {};
  after.forEach((slot, at) => {
    const old = before[at];
    if (old === undefined) patch[`slots[${at}]`] = slot;
    else if (old.role !== slot.role) patch[`slots[${at}].role`] = slot.role;
  });
  return patch;
}
