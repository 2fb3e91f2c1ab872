import { Type } from 'typebox';
import { nullable } from '../scalars.ts';

/** What happens to people. */
export const peopleEvents = {
  'user.registered': Type.Object({}),
  'user.profile_changed': Type.Object({
    byId: Type.Optional(Type.String({ description: 'The member, of a channel. Absent: they themselves' })),
  }),
  'user.avatar_changed': Type.Object({
    isShown: Type.Boolean({ description: 'Whether a picture is shown now' }),
    byId: nullable(Type.String(), 'The administrator or member who took it away; null: they themselves'),
  }),
  'user.badge_changed': Type.Object({
    badge: nullable(Type.String(), 'null: they speak for themselves'),
    byId: Type.String({ description: 'The administrator' }),
  }),
  'user.password_changed': Type.Object({
    byReset: Type.Boolean({ description: 'Whether by a link, of an administrator’s or a mailed one' }),
  }),
  'user.reset_made': Type.Object({ byId: Type.String({ description: 'The administrator' }) }),
  'user.reset_mailed': Type.Object({}),
  'user.email_changed': Type.Object({
    isSet: Type.Boolean({ description: 'Whether links for a new password are mailed from now on' }),
  }),
  'user.second_factor_changed': Type.Object({
    isOn: Type.Boolean({ description: 'Whether a code is asked for from now on' }),
    byId: nullable(
      Type.String(),
      'They themselves, or an administrator; null: whoever runs the server, by the command line',
    ),
  }),
  'user.recovery_codes_made': Type.Object({}),
  'user.recovery_code_used': Type.Object({
    left: Type.Integer({ description: 'How many are left' }),
  }),
  'user.identity_changed': Type.Object({
    issuer: Type.String({ description: 'The identity provider' }),
    isLinked: Type.Boolean({ description: 'Whether they may come in by it from now on' }),
  }),
  'user.wechat_changed': Type.Object({
    isLinked: Type.Boolean({ description: 'Whether they may come in by WeChat from now on' }),
  }),
  'user.deleted': Type.Object({
    byId: Type.Optional(Type.String({ description: 'The owner, of a channel. Absent: they themselves' })),
  }),
  'channel.created': Type.Object({ byId: Type.String({ description: 'Its first owner' }) }),
  'channel.member_changed': Type.Object({
    memberId: Type.String(),
    role: nullable(Type.String(), 'What they are from now on; null: nothing any more'),
    byId: Type.String({ description: 'Who did it; they themselves, who came or left' }),
  }),
  'user.roles_changed': Type.Object({
    before: Type.Array(Type.String()),
    roles: Type.Array(Type.String()),
    byId: nullable(Type.String(), 'The administrator; null: whoever runs the server, by the command line'),
  }),
} as const;
