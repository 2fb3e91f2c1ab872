import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong when something is reported. */
export const reviewErrors = {
  report_own: entry(409, '不能举报自己的内容', 'You cannot report what is your own'),
  already_reported: entry(
    409,
    '你已举报过，正在等待处理',
    'You have reported this already; it waits for a decision',
  ),
} as const satisfies Record<string, CatalogueEntry>;
