import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with takes. */
export const takesErrors = {
  take_unusable: entry(422, '有一段素材无法使用', 'One of the takes cannot be used', 'source'),
  takes_too_long: entry(
    422,
    '各段素材合计超过 5 分钟',
    'Together the takes are longer than five minutes',
    'source',
  ),
  asset_for_takes: entry(
    409,
    '该素材仅供合成，不能单独发布',
    'This was sent to be joined with others, and is not shown by itself',
  ),
} as const satisfies Record<string, CatalogueEntry>;
