import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with files of one's own. */
export const filesErrors = {
  file_unsupported: entry(
    415,
    '仅支持 JPEG、PNG、静态 WebP、GIF 图片，.cube 调色表，以及 TTF、OTF 字体',
    'Only JPEG, PNG, still WebP and GIF pictures, .cube colour tables and TTF and OTF fonts are accepted',
    'source',
  ),
  file_damaged: entry(422, '文件已损坏，无法读取', 'The file is damaged and cannot be read', 'source'),
  picture_too_long: entry(
    422,
    '动图帧数过多或时长过长',
    'The moving picture has too many frames, or lasts too long',
    'source',
  ),
  lut_too_large: entry(
    422,
    '调色表过大：三维表最多 65 级，一维表最多 4096 级',
    'The colour table is too large: a cube may have 65 points along each axis, a list 4096',
    'source',
  ),
  font_unsupported: entry(
    415,
    '仅支持单个字形的 TTF 或 OTF 字体（不支持 WOFF、字体集合和图片字体）',
    'Only TTF and OTF fonts with one face are accepted: no WOFF, no collections, no fonts of pictures',
    'source',
  ),
  too_many_files: entry(409, '素材文件数量已达上限', 'You have as many files as one may have'),
} as const satisfies Record<string, CatalogueEntry>;
