/**
 * The closed error catalogue: every code that a client may meet, with its HTTP status and a message that is
 * safe to show. Clients branch on the code only.
 */
export const errorCatalogue = {
  // Requests
  invalid_request: e(400, '请求内容有误', 'The request is not valid'),
  unauthenticated: e(401, '请先登录', 'Sign in first'),
  token_expired: e(401, '登录已过期，请重新登录', 'Your session has expired; sign in again'),
  wrong_credentials: e(401, '账号或密码不正确', 'The account or the password is wrong'),
  forbidden: e(403, '没有权限进行此操作', 'You may not do this'),
  origin_not_allowed: e(403, '请求来源不被允许', 'Requests from this origin are not allowed'),
  signature_invalid: e(403, '播放链接无效', 'The playback link is not valid'),
  signature_expired: e(403, '播放链接已过期，请刷新', 'The playback link has expired; reload the page'),
  not_found: e(404, '内容不存在或已被删除', 'There is nothing here, or it was deleted'),
  method_not_allowed: e(405, '不支持该请求方法', 'This method is not supported here'),
  payload_too_large: e(413, '请求内容过大', 'The request body is too large'),
  unsupported_media_type: e(415, '不支持该文件类型', 'Files of this type are not accepted'),
  range_not_satisfiable: e(416, '请求的范围无效', 'The requested range does not exist'),
  rate_limited: e(429, '操作太频繁，请稍后再试', 'Too many requests; try again shortly'),
  internal: e(500, '服务器出了点问题，请稍后再试', 'Something went wrong on the server; try again later'),
  unavailable: e(
    503,
    '服务暂时不可用，请稍后再试',
    'The service is not available right now; try again shortly',
  ),
  storage_full: e(507, '服务器存储空间不足', 'The server has run out of storage'),

  // Idempotency
  idempotency_key_reused: e(
    422,
    '同一个 Idempotency-Key 不能用于不同的请求',
    'This Idempotency-Key was used for a different request',
  ),

  // Accounts
  account_taken: e(409, '该账号已被注册', 'This account name is taken'),
  account_pending: e(403, '账号正在等待管理员批准', 'The account is waiting for an administrator’s approval'),
  account_disabled: e(403, '账号已被停用', 'The account has been disabled'),
  registration_closed: e(403, '暂不开放注册', 'Registration is closed'),
  setup_done: e(409, '管理员已经设置过了', 'The administrator has already been set up'),
  setup_token_invalid: e(403, '设置链接无效', 'The set-up link is not valid'),
  wechat_code_invalid: e(401, '微信登录凭证无效，请重试', 'The WeChat login code is not valid; try again'),
  wechat_busy: e(503, '微信服务繁忙，请稍后再试', 'WeChat is busy; try again shortly'),
  wechat_not_configured: e(501, '本站未启用微信登录', 'WeChat sign-in is not enabled on this server'),

  // Uploads
  file_too_large: e(413, '文件超过大小上限', 'The file is larger than this server allows'),
  quota_exceeded: e(403, '存储空间已用完', 'Your storage quota is used up'),
  upload_not_open: e(409, '上传已结束', 'This upload is no longer open'),
  upload_expired: e(410, '上传已过期，请重新上传', 'This upload has expired; start again'),
  part_out_of_range: e(400, '分片序号超出范围', 'There is no part with this number'),
  part_size_wrong: e(400, '分片大小不正确', 'The part does not have the expected size'),
  checksum_mismatch: e(
    422,
    '校验失败，请重新上传该部分',
    'The checksum does not match; send the bytes again',
  ),
  parts_missing: e(409, '还有分片没有上传', 'Some parts have not arrived yet'),
  // Found by the uploading client itself.
  file_unreadable: e(400, '无法读取文件', 'The file cannot be read'),
  file_changed: e(
    409,
    '文件已改变，或不是之前选择的文件',
    'The file has changed, or is not the one that was chosen before',
  ),
  upload_failed: e(500, '上传失败', 'The upload failed'),

  // Videos and assets
  asset_in_use: e(409, '该素材正在被视频使用', 'A video still uses this asset'),
  not_retryable: e(409, '当前状态无法重试', 'This cannot be retried in its present state'),
  not_cancellable: e(409, '任务已经结束，无法取消', 'This is over and cannot be cancelled'),
  still_processing: e(409, '视频仍在处理中', 'The video is still being processed'),
  source_at_fault: e(
    409,
    '文件本身有问题，再试也不会成功，请更换文件',
    'The file itself is at fault and would fail again; replace it with another one',
  ),

  // Why an asset could not be made playable
  media_empty: e(422, '文件是空的', 'The file is empty'),
  media_unknown_format: e(422, '无法识别的视频格式', 'This is not a video format that we know'),
  media_no_video: e(422, '文件里没有视频画面', 'The file has no video track'),
  media_encrypted: e(422, '文件已加密，无法处理', 'The file is encrypted'),
  media_damaged: e(422, '文件已损坏，无法读取', 'The file is damaged and cannot be read'),
  media_too_long: e(422, '视频时长超过上限', 'The video is longer than this server allows'),
  media_too_many_pixels: e(422, '视频分辨率过高', 'The picture is larger than this server can process'),
  media_too_many_streams: e(422, '文件包含的轨道过多', 'The file has too many tracks'),
  media_timeout: e(422, '处理时间过长，已停止', 'Processing took too long and was stopped'),
  media_too_costly: e(422, '处理该文件所需资源过多', 'Processing this file would take too many resources'),
  source_missing: e(422, '源文件缺失，无法处理', 'The source file is missing'),
  processing_cancelled: e(422, '处理已被管理员取消', 'Processing was cancelled by an administrator'),
  processing_failed: e(422, '视频处理失败', 'The video could not be processed'),
} as const satisfies Record<string, CatalogueEntry>;

/** One entry of the catalogue. */
export interface CatalogueEntry {
  /** HTTP status that goes with the code. */
  status: number;
  /** Message in Simplified Chinese. */
  zh: string;
  /** Message in English. */
  en: string;
}

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errorCatalogue;

/** What is wrong with one field of a request. */
export interface FieldError {
  /** Where, as dotted path: `title`, `tags.3`; empty for the body itself. */
  path: string;
  /** What is wrong with it. */
  code: FieldErrorCode;
  /** A sentence in the reader's language. */
  message: string;
}

/** Codes of field errors. */
export const fieldErrorCodes = [
  'required',
  'unknown_field',
  'wrong_type',
  'too_short',
  'too_long',
  'too_small',
  'too_large',
  'too_many',
  'bad_format',
  'not_allowed',
] as const;

/** A code of a field error. */
export type FieldErrorCode = (typeof fieldErrorCodes)[number];

/** What may accompany a `WeireelError`. */
export interface WeireelErrorOptions {
  /** One sentence about this very case, safe to show. Absent: the title says it all. */
  detail?: string;
  /** Field errors, for `invalid_request`. */
  errors?: FieldError[];
  /** More members of the problem document, safe to show (`missing: [3, 4]`). */
  extra?: Record<string, unknown>;
  /** What led to it; for the log, never shown. */
  cause?: unknown;
}

/** An error with a code of the catalogue. Everything that reaches a client or a video's `failure` is one. */
export class WeireelError extends Error {
  override readonly name = 'WeireelError';
  /** The code of the catalogue. */
  readonly code: ErrorCode;
  /** One sentence about this very case, safe to show. */
  readonly detail: string | undefined;
  /** Field errors; empty when none. */
  readonly errors: FieldError[];
  /** More members of the problem document. */
  readonly extra: Record<string, unknown>;

  constructor(code: ErrorCode, options: WeireelErrorOptions = {}) {
    super(options.detail ?? errorCatalogue[code].en, { cause: options.cause });
    this.code = code;
    this.detail = options.detail;
    this.errors = options.errors ?? [];
    this.extra = options.extra ?? {};
  }
}

/** Whether a string is a code of the catalogue. */
export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(errorCatalogue, value);
}

function e(status: number, zh: string, en: string): CatalogueEntry {
  return { status, zh, en };
}
