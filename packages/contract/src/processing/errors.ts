import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with processing. */
export const processingErrors = {
  not_retryable: entry(409, '当前状态无法重试', 'This cannot be retried in its present state'),
  not_cancellable: entry(409, '任务已经结束，无法取消', 'This is over and cannot be cancelled'),
  still_processing: entry(409, '视频仍在处理中', 'The video is still being processed'),
  source_at_fault: entry(
    409,
    '文件本身有问题，再试也不会成功，请更换文件',
    'The file itself is at fault and would fail again; replace it with another one',
  ),

  // Why an asset could not be made playable
  media_empty: entry(422, '文件是空的', 'The file is empty', 'source'),
  media_unknown_format: entry(422, '无法识别的视频格式', 'This is not a video format that we know', 'source'),
  media_is_photo: entry(422, '这是一张照片，不是视频', 'This is a photo, not a video', 'source'),
  media_no_video: entry(422, '文件里没有视频画面', 'The file has no video track', 'source'),
  media_encrypted: entry(422, '文件已加密，无法处理', 'The file is encrypted', 'source'),
  media_damaged: entry(422, '文件已损坏，无法读取', 'The file is damaged and cannot be read', 'source'),
  media_too_long: entry(422, '视频时长超过上限', 'The video is longer than this server allows', 'source'),
  media_too_many_pixels: entry(
    422,
    '视频分辨率过高',
    'The picture is larger than this server can process',
    'source',
  ),
  media_too_many_streams: entry(422, '文件包含的轨道过多', 'The file has too many tracks', 'source'),
  media_timeout: entry(422, '处理时间过长，已停止', 'Processing took too long and was stopped', 'either'),
  media_too_costly: entry(
    422,
    '处理该文件所需资源过多',
    'Processing this file would take too many resources',
    'source',
  ),
  source_missing: entry(422, '源文件缺失，无法处理', 'The source file is missing', 'source'),
  processing_cancelled: entry(
    422,
    '处理已被管理员取消',
    'Processing was cancelled by an administrator',
    'circumstances',
  ),
  processing_failed: entry(422, '视频处理失败', 'The video could not be processed', 'circumstances'),
} as const satisfies Record<string, CatalogueEntry>;
