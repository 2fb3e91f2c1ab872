import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with uploads. */
export const uploadsErrors = {
  file_too_large: entry(413, '文件超过大小上限', 'The file is larger than this server allows', 'source'),
  quota_exceeded: entry(403, '存储空间已用完', 'Your storage quota is used up', 'circumstances'),
  too_many_uploads: entry(
    409,
    '未完成的上传太多，请先完成或取消一些',
    'Too many unfinished uploads; finish or cancel some first',
    'circumstances',
  ),
  upload_not_open: entry(409, '上传已结束', 'This upload is no longer open'),
  upload_expired: entry(410, '上传已过期，请重新上传', 'This upload has expired; start again', 'source'),
  upload_completing: entry(
    409,
    '上传正在收尾，请稍后再试',
    'This upload is just being completed; try again shortly',
    'circumstances',
  ),
  part_out_of_range: entry(400, '分片序号超出范围', 'There is no part with this number'),
  part_size_wrong: entry(400, '分片大小不正确', 'The part does not have the expected size'),
  part_too_slow: entry(
    408,
    '网络太慢，分片没有传完',
    'The part arrived too slowly; send it again',
    'circumstances',
  ),
  part_cut_off: entry(
    400,
    '连接中断，分片没有传完',
    'The connection broke before the part was complete',
    'circumstances',
  ),
  checksum_mismatch: entry(
    422,
    '校验失败，请重新上传该部分',
    'The checksum does not match; send the bytes again',
    'circumstances',
  ),
  parts_missing: entry(409, '还有分片没有上传', 'Some parts have not arrived yet'),
  // Found by the uploading client itself.
  file_unreadable: entry(400, '无法读取文件', 'The file cannot be read', 'circumstances'),
  file_changed: entry(
    409,
    '文件已改变，或不是之前选择的文件',
    'The file has changed, or is not the one that was chosen before',
    'source',
  ),
  upload_failed: entry(500, '上传失败', 'The upload failed', 'circumstances'),
} as const satisfies Record<string, CatalogueEntry>;
