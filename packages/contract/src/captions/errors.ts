import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with captions. */
export const captionsErrors = {
  captions_too_large: entry(
    413,
    '字幕文件过大，或条数过多',
    'This caption file is too large, or has too many captions',
  ),
  captions_unreadable: entry(
    422,
    '无法识别字幕文件的编码，请另存为 UTF-8',
    'This is no text that can be read for certain; save it as UTF-8',
  ),
  captions_empty: entry(422, '文件中没有字幕', 'There are no captions in this file'),
  captions_changed: entry(
    409,
    '字幕已在别处修改，请重新载入',
    'These captions were changed elsewhere; load them anew',
  ),
  speech_failed: entry(502, '听写没有成功', 'Listening to it failed'),
  nothing_said: entry(422, '没有听到说话', 'Nothing is said in it', 'source'),
  too_many_captions: entry(
    409,
    '该视频的字幕语言过多',
    'This video has captions in as many languages as one may have',
  ),
} as const satisfies Record<string, CatalogueEntry>;
