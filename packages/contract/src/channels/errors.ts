import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with channels. */
export const channelsErrors = {
  handle_taken: entry(
    409,
    '该标识已被使用，或与已有的看起来一样',
    'This handle is taken, or looks like one that is',
  ),
  sent_by_others: entry(
    409,
    '这里有别人上传的文件或别人建的内容，不能移到你名下',
    'Others have sent or made some of it, so it cannot become yours',
  ),
  too_many_channels: entry(409, '你拥有的频道已达上限', 'You own as many channels as one may'),
} as const satisfies Record<string, CatalogueEntry>;
