import { Type, type Static } from 'typebox';
import { profileLimits } from './profile-limits.ts';
import { nullable } from '../scalars.ts';
import { User } from './user.ts';

/** Characters of a password. */
export const passwordLength = { min: 8, max: 200 } as const;

const Account = Type.String({
  minLength: 2,
  maxLength: 64,
  pattern: '^[^\\s\\u0000-\\u001f]+$',
  description: 'Sign-in name: no white space; upper and lower case are the same',
});

/** Password that is chosen. */
export const Password = Type.String({ minLength: passwordLength.min, maxLength: passwordLength.max });

/** Name that others see. */
export const Nickname = Type.String({ minLength: 1, maxLength: profileLimits.nickname, pattern: '\\S' });

/** Body of `POST /auth/register`. */
export const RegisterBody = Type.Object(
  { account: Account, password: Password, nickname: Nickname },
  { additionalProperties: false },
);

/** Body of `POST /auth/login`. Lengths are not told apart from wrong credentials. */
export const LoginBody = Type.Object(
  { account: Type.String({ maxLength: 200 }), password: Type.String({ maxLength: 1000 }) },
  { additionalProperties: false },
);

/** Body of `POST /auth/wechat`: the code of `wx.login`. */
export const WechatLoginBody = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
);

/** Body of `POST /setup`: makes the first administrator. */
export const SetupBody = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 200 }),
    account: Account,
    password: Password,
    nickname: Nickname,
  },
  { additionalProperties: false },
);

/** Answer of `GET /setup`. */
export const SetupState = Type.Object({
  done: Type.Boolean({ description: 'Whether an administrator exists' }),
  registration: Type.Union([
    Type.Literal('open'),
    Type.Literal('approve'),
    Type.Literal('invite'),
    Type.Literal('closed'),
  ]),
  hasMail: Type.Boolean({
    description: 'Whether a link for a new password can be mailed to who has a confirmed address',
  }),
  maxUploadBytes: Type.Integer(),
  oidcLabel: nullable(
    Type.String(),
    'What the identity provider is called by which one may come in at `GET /auth/oidc`; null: there is none',
  ),
});

/** Answer of a sign-in: a bearer token and who it stands for. */
export const Session = Type.Object({ token: Type.String(), user: User });

/** Answer of a WeChat sign-in. */
export const WechatSession = Type.Object({
  ...Session.properties,
  isNew: Type.Boolean({ description: 'Whether the person was registered by this call' }),
});

/** Body of `POST /auth/register`. */
export type RegisterBody = Static<typeof RegisterBody>;
/** Body of `POST /auth/login`. */
export type LoginBody = Static<typeof LoginBody>;
/** Body of `POST /setup`. */
export type SetupBody = Static<typeof SetupBody>;
/** Answer of `GET /setup`. */
export type SetupState = Static<typeof SetupState>;
/** Answer of a sign-in. */
export type Session = Static<typeof Session>;
