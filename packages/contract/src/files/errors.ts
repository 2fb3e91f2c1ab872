import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with files of one's own. */
export const filesErrors = {
  file_unsupported: entry(
    415,
    '仅支持 JPEG、PNG、WebP、GIF、Lottie（JSON）、.cube、TTF 和 OTF 文件',
    'Only JPEG, PNG, WebP, GIF, Lottie (JSON), .cube, TTF and OTF files are accepted',
    'source',
  ),
  file_damaged: entry(422, '文件已损坏，无法读取', 'The file is damaged and cannot be read', 'source'),
  picture_too_long: entry(422, '动图时长或帧数过多', 'The moving picture is too long', 'source'),
  lut_too_large: entry(422, '调色表过大', 'The colour table is too large', 'source'),
  font_unsupported: entry(
    415,
    '仅支持单个字形的 TTF 或 OTF 字体',
    'Only TTF and OTF fonts with one face are accepted',
    'source',
  ),
  lottie_unsupported: entry(
    415,
    '不支持含图片、文字或表达式的 Lottie 动画',
    'Lottie animations with pictures, text or expressions are not accepted',
    'source',
  ),
  too_many_files: entry(409, '素材文件数量已达上限', 'You have as many files as one may have'),
} as const satisfies Record<string, CatalogueEntry>;
