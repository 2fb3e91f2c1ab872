import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong when people meet. */
export const communityErrors = {
  own_account: entry(409, '不能关注自己', 'You cannot follow yourself'),
} as const satisfies Record<string, CatalogueEntry>;
