import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with playback. */
export const playbackErrors = {
  signature_invalid: entry(403, '播放链接无效', 'The playback link is not valid'),
  signature_expired: entry(403, '播放链接已过期，请刷新', 'The playback link has expired; reload the page'),
} as const satisfies Record<string, CatalogueEntry>;
