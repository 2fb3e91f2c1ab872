import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with videos. */
export const videosErrors = {
  asset_in_use: entry(409, '该素材正在被视频使用', 'A video still uses this asset'),
} as const satisfies Record<string, CatalogueEntry>;
