import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with videos. */
export const videosErrors = {
  wrong_state: entry(409, '当前状态不允许此操作', 'Its present state does not allow this'),
  download_not_allowed: entry(403, '作者没有开放下载', 'Its author does not let others download it'),
  asset_in_use: entry(409, '该素材正在被视频使用', 'A video still uses this asset'),
  too_many_videos: entry(409, '同一素材的视频过多', 'This asset has as many videos as one may have'),
} as const satisfies Record<string, CatalogueEntry>;
