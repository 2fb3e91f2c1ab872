import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with chapters. */
export const chaptersErrors = {
  chapters_changed: entry(
    409,
    '章节已在别处修改，请重新载入',
    'These chapters were changed elsewhere; load them anew',
  ),
} as const satisfies Record<string, CatalogueEntry>;
