import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with files of one's own. */
export const filesErrors = {
  file_unsupported: entry(
    415,
    '图片须为 JPEG、PNG、静态 WebP 或 GIF',
    'Only JPEG, PNG, still WebP and GIF pictures are accepted',
    'source',
  ),
  file_damaged: entry(422, '文件已损坏，无法读取', 'The file is damaged and cannot be read', 'source'),
  picture_too_long: entry(
    422,
    '动图帧数过多或时长过长',
    'The moving picture has too many frames, or lasts too long',
    'source',
  ),
  too_many_files: entry(409, '素材文件数量已达上限', 'You have as many files as one may have'),
} as const satisfies Record<string, CatalogueEntry>;
