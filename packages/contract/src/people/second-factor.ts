import { Type, type Static } from 'typebox';
import { Timestamp, nullable } from '../scalars.ts';

const Code = Type.String({
  minLength: 1,
  maxLength: 60,
  description: 'Six digits of the authenticator, or a recovery code; spaces and hyphens count for nothing',
});

const PresentPassword = Type.Optional(
  Type.String({ maxLength: 1000, description: 'Absent: the account has none' }),
);

/** Body of `POST /auth/code`: goes on with a sign-in that was answered with `second_factor_needed`. */
export const ChallengeBody = Type.Object(
  {
    challenge: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'The `challenge` of that answer; it counts for five minutes and five codes',
    }),
    code: Code,
  },
  { additionalProperties: false },
);

/** Answer of `GET /me/second-factor`. */
export const SecondFactor = Type.Object({
  since: nullable(Timestamp, 'Since when a code is asked for when I sign in; null: none is'),
  recoveryCodesLeft: Type.Integer(),
});

/** Body of `POST /me/second-factor`. */
export const EnrolmentBody = Type.Object({ password: PresentPassword }, { additionalProperties: false });

/** What an authenticator is told, once. */
export const Enrolment = Type.Object({
  secret: Type.String({ description: 'In Base32, for who types it' }),
  uri: Type.String({ description: 'The same as an otpauth address' }),
  qrSvg: Type.String({ description: 'That address as a QR code, source text of SVG' }),
});

/** Body of `PUT /me/second-factor`. */
export const FirstCodeBody = Type.Object({ code: Code }, { additionalProperties: false });

/** Body of calls that a stolen session must not be enough for. */
export const ProofBody = Type.Object(
  { password: PresentPassword, code: Code },
  { additionalProperties: false },
);

/** Codes that stand in for the authenticator, once each. They are told once. */
export const RecoveryCodes = Type.Object({ codes: Type.Array(Type.String()) });

/** Whether a code is asked for when I sign in. */
export type SecondFactor = Static<typeof SecondFactor>;
/** What an authenticator is told, once. */
export type Enrolment = Static<typeof Enrolment>;
/** Body of calls that a stolen session must not be enough for. */
export type ProofBody = Static<typeof ProofBody>;
/** Codes that stand in for the authenticator. */
export type RecoveryCodes = Static<typeof RecoveryCodes>;
