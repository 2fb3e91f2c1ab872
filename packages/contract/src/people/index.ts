export { Account, AccountState, AccountsQuery, UserRoleParams } from './accounts.ts';
export { SentPicture } from './avatar.ts';
export { Avoidance, Avoided, AvoidedQuery } from './avoided.ts';
export { EmailAddress, EmailBody, EmailCodeBody, ForgottenBody, OwnEmail } from './email.ts';
export { IdentityLink, KnownIdentity, LinkBody } from './identity.ts';
export { BadgeBody, PinnedBody, Profile, ProfileBody } from './profile.ts';
export {
  ChallengeBody,
  Enrolment,
  EnrolmentBody,
  FirstCodeBody,
  ProofBody,
  RecoveryCodes,
  SecondFactor,
} from './second-factor.ts';
export { DeletionBody, PasswordBody, PasswordReset, ResetBody, SignIn } from './sessions.ts';
export {
  LoginBody,
  passwordLength,
  RegisterBody,
  Session,
  SetupBody,
  SetupState,
  WechatLoginBody,
  WechatSession,
} from './sign-in.ts';
export { Me, Role, User } from './user.ts';
export { KnownWechat, WechatLinkBody } from './wechat.ts';
