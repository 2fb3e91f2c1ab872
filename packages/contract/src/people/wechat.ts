import { Type, type Static } from 'typebox';

/** Answer of `GET /me/wechat`. */
export const KnownWechat = Type.Object({
  isOffered: Type.Boolean({ description: 'Whether this server knows a mini program' }),
  isLinked: Type.Boolean({ description: 'Whether I come in by WeChat' }),
});

/** Body of `POST /me/wechat`: the code of `wx.login`, and the password that a stolen session lacks. */
export const WechatLinkBody = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 200 }),
    password: Type.Optional(Type.String({ maxLength: 1000, description: 'Absent: the account has none' })),
  },
  { additionalProperties: false },
);

/** Whether I come in by WeChat. */
export type KnownWechat = Static<typeof KnownWechat>;
