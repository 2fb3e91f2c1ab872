import { entry, type CatalogueEntry } from './catalogue-entry.ts';

/** What may go wrong with any request. */
export const requestErrors = {
  invalid_request: entry(400, '请求内容有误', 'The request is not valid'),
  unauthenticated: entry(401, '请先登录', 'Sign in first'),
  forbidden: entry(403, '没有权限进行此操作', 'You may not do this'),
  origin_not_allowed: entry(403, '请求来源不被允许', 'Requests from this origin are not allowed'),
  not_found: entry(404, '内容不存在或已被删除', 'There is nothing here, or it was deleted'),
  method_not_allowed: entry(405, '不支持该请求方法', 'This method is not supported here'),
  payload_too_large: entry(413, '请求内容过大', 'The request body is too large', 'source'),
  unsupported_media_type: entry(415, '不支持该文件类型', 'Files of this type are not accepted', 'source'),
  range_not_satisfiable: entry(416, '请求的范围无效', 'The requested range does not exist'),
  misdirected_request: entry(
    421,
    '此服务器不以这个主机名提供服务；如果名称无误，请管理员在 WEIREEL_HOSTS 中加入它',
    'This server does not go by this host name; if it should, its operator adds the name to WEIREEL_HOSTS',
  ),
  rate_limited: entry(429, '操作太频繁，请稍后再试', 'Too many requests; try again shortly'),
  too_many_streams: entry(
    429,
    '同时打开的页面过多，请关闭一些',
    'Too many pages are open at once; close some of them',
  ),
  internal: entry(
    500,
    '服务器出了点问题，请稍后再试',
    'Something went wrong on the server; try again later',
    'circumstances',
  ),
  unavailable: entry(
    503,
    '服务暂时不可用，请稍后再试',
    'The service is not available right now; try again shortly',
    'circumstances',
  ),
  storage_full: entry(507, '服务器存储空间不足', 'The server has run out of storage', 'circumstances'),
  idempotency_key_reused: entry(
    422,
    '同一个 Idempotency-Key 不能用于不同的请求',
    'This Idempotency-Key was used for a different request',
  ),
} as const satisfies Record<string, CatalogueEntry>;
