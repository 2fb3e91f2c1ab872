import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with people. */
export const peopleErrors = {
  token_expired: entry(401, '登录已过期，请重新登录', 'Your session has expired; sign in again'),
  wrong_credentials: entry(401, '账号或密码不正确', 'The account or the password is wrong'),
  account_taken: entry(409, '该账号已被注册', 'This account name is taken'),
  account_pending: entry(403, '账号正在等待批准', 'The account waits for approval'),
  account_disabled: entry(403, '账号已被停用', 'The account has been disabled'),
  too_many_avoided: entry(
    409,
    '拉黑或屏蔽的人太多，请先移除一些',
    'You block or mute too many people; let some go first',
  ),
  wrong_password: entry(403, '当前密码不正确', 'The present password is wrong'),
  second_factor_needed: entry(401, '请输入验证码', 'Enter your code'),
  second_factor_on: entry(409, '两步验证已开启', 'Two-step verification is on'),
  second_factor_required: entry(403, '请先开启两步验证', 'Switch on two-step verification first'),
  wrong_code: entry(403, '验证码不正确或已用过', 'The code is wrong or was used before'),
  sign_in_failed: entry(401, '登录失败，请重新登录', 'Signing in failed; sign in again'),
  identity_taken: entry(409, '该身份已绑定其他账号', 'This identity is taken'),
  no_password: entry(409, '该账号不用密码登录', 'This account comes in without a password'),
  reset_invalid: entry(
    404,
    '链接无效：不完整、已过期或已使用',
    'The link does not work: it is incomplete, over or used',
  ),
  picture_unsupported: entry(
    415,
    '只支持 JPEG、PNG 和 WebP 图片',
    'Only still JPEG, PNG and WebP pictures are accepted',
    'source',
  ),
  picture_too_many_pixels: entry(
    422,
    '图片尺寸过大，请缩小后再试',
    'The picture has too many pixels; make it smaller first',
    'source',
  ),
  picture_damaged: entry(422, '图片已损坏，无法读取', 'The picture is damaged and cannot be read', 'source'),
  last_admin: entry(409, '至少要保留一位可以登录的管理员', 'An administrator who can sign in has to remain'),
  registration_closed: entry(403, '暂不开放注册', 'Registration is closed'),
  setup_needed: entry(403, '本站还没有管理员', 'This server has no administrator yet'),
  setup_done: entry(409, '管理员已经设置过了', 'The administrator has already been set up'),
  setup_token_invalid: entry(403, '设置链接无效', 'The set-up link is not valid'),
  wechat_code_invalid: entry(
    401,
    '微信登录凭证无效，请重试',
    'The WeChat login code is not valid; try again',
  ),
  wechat_busy: entry(503, '微信服务繁忙，请稍后再试', 'WeChat is busy; try again shortly'),
  wechat_not_configured: entry(501, '本站未启用微信登录', 'WeChat sign-in is not enabled on this server'),
} as const satisfies Record<string, CatalogueEntry>;
