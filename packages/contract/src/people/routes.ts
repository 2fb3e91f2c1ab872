import type { Route } from '../route.ts';
import { peopleCalls } from './calls.ts';
import {
  LoginBody,
  RegisterBody,
  Session,
  SetupBody,
  SetupState,
  WechatLoginBody,
  WechatSession,
} from './sign-in.ts';
import { AsQuery, IdParams, ListQuery, listOf } from '../scalars.ts';
import { Video } from '../videos/shapes.ts';
import { Account, AccountsQuery, UserRoleParams } from './accounts.ts';
import { Avoided, AvoidedQuery } from './avoided.ts';
import { BadgeBody, PinnedBody, Profile, ProfileBody } from './profile.ts';
import { EmailBody, EmailCodeBody, ForgottenBody, OwnEmail } from './email.ts';
import { IdentityLink, KnownIdentity, LinkBody } from './identity.ts';
import { DeletionBody, PasswordBody, PasswordReset, ResetBody, SignIn } from './sessions.ts';
import {
  ChallengeBody,
  Enrolment,
  EnrolmentBody,
  FirstCodeBody,
  ProofBody,
  RecoveryCodes,
  SecondFactor,
} from './second-factor.ts';
import { Me } from './user.ts';
import { KnownWechat, WechatLinkBody } from './wechat.ts';

/** Calls about people with the schemas of what they take and answer. */
export const peopleRoutes = {
  setupState: {
    ...peopleCalls.setupState,
    summary: 'Whether the first administrator exists, and what this server allows',
    answer: SetupState,
  },
  setup: {
    ...peopleCalls.setup,
    summary: 'Makes the first administrator with the token of the printed link',
    body: SetupBody,
    answer: Session,
  },
  register: {
    ...peopleCalls.register,
    summary: 'Registers a person',
    body: RegisterBody,
    answer: Session,
  },
  login: {
    ...peopleCalls.login,
    summary: 'Signs in with account and password',
    body: LoginBody,
    answer: Session,
  },
  wechatLogin: {
    ...peopleCalls.wechatLogin,
    summary: 'Signs in with the code of wx.login',
    body: WechatLoginBody,
    answer: WechatSession,
  },
  answerChallenge: {
    ...peopleCalls.answerChallenge,
    summary: 'Goes on with a sign-in that needs a code besides',
    body: ChallengeBody,
    answer: Session,
  },
  logout: {
    ...peopleCalls.logout,
    summary: 'Ends the session at once',
  },
  resetPassword: {
    ...peopleCalls.resetPassword,
    summary: 'Chooses a new password by a link of an administrator’s, or by a mailed one; every session ends',
    body: ResetBody,
  },
  askForReset: {
    ...peopleCalls.askForReset,
    summary: 'Has a link for a new password mailed to whom it is for; whether anybody is, is not told',
    body: ForgottenBody,
  },
  putPassword: {
    ...peopleCalls.putPassword,
    summary: 'Chooses a new password; every other session ends',
    body: PasswordBody,
  },
  secondFactor: {
    ...peopleCalls.secondFactor,
    summary: 'Whether a code is asked for when I sign in',
    answer: SecondFactor,
  },
  enrolSecondFactor: {
    ...peopleCalls.enrolSecondFactor,
    summary: 'Makes a secret for an authenticator; it counts when a code of it has been given back',
    body: EnrolmentBody,
    answer: Enrolment,
  },
  startSecondFactor: {
    ...peopleCalls.startSecondFactor,
    summary: 'Has a code asked for from now on, proved by the first one; every other session ends',
    body: FirstCodeBody,
    answer: RecoveryCodes,
  },
  dropSecondFactor: {
    ...peopleCalls.dropSecondFactor,
    summary: 'Has no code asked for any more',
    body: ProofBody,
  },
  renewRecoveryCodes: {
    ...peopleCalls.renewRecoveryCodes,
    summary: 'Makes new recovery codes; those until now count no more',
    body: ProofBody,
    answer: RecoveryCodes,
  },
  identity: {
    ...peopleCalls.identity,
    summary: 'Whether I may come in by the identity provider',
    answer: KnownIdentity,
  },
  linkIdentity: {
    ...peopleCalls.linkIdentity,
    summary: 'Begins to let me come in by the identity provider as well; the browser goes on at its address',
    body: LinkBody,
    answer: IdentityLink,
  },
  unlinkIdentity: {
    ...peopleCalls.unlinkIdentity,
    summary: 'I come in by the identity provider no more',
  },
  email: { ...peopleCalls.email, summary: 'Where a link for a new password is sent', answer: OwnEmail },
  putEmail: {
    ...peopleCalls.putEmail,
    summary: 'Mails a link to an address; once I have opened it, links for a new password go there',
    body: EmailBody,
    answer: OwnEmail,
  },
  confirmEmail: {
    ...peopleCalls.confirmEmail,
    summary: 'Confirms my address by the code of the mailed link',
    body: EmailCodeBody,
    answer: OwnEmail,
  },
  deleteEmail: {
    ...peopleCalls.deleteEmail,
    summary: 'Forgets my address, also one that waits',
    answer: OwnEmail,
  },
  wechat: { ...peopleCalls.wechat, summary: 'Whether I come in by WeChat', answer: KnownWechat },
  linkWechat: {
    ...peopleCalls.linkWechat,
    summary: 'Lets me come in by WeChat as well, proved by the code of wx.login; nobody else’s is taken over',
    body: WechatLinkBody,
    answer: KnownWechat,
  },
  unlinkWechat: {
    ...peopleCalls.unlinkWechat,
    summary: 'I come in by WeChat no more; the only way in stays',
    answer: KnownWechat,
  },
  deleteAccount: {
    ...peopleCalls.deleteAccount,
    summary: 'Deletes my account and everything of mine; nothing of it comes back',
    body: DeletionBody,
  },
  mySessions: {
    ...peopleCalls.mySessions,
    summary: 'Where I am signed in, the last seen first',
    answer: listOf(SignIn),
  },
  endSession: { ...peopleCalls.endSession, summary: 'Signs out one place', params: IdParams },
  endOtherSessions: { ...peopleCalls.endOtherSessions, summary: 'Signs out every other place' },
  me: {
    ...peopleCalls.me,
    summary: 'Who I am',
    query: AsQuery,
    answer: Me,
  },
  blockUser: {
    ...peopleCalls.blockUser,
    summary: 'Neither of us sees what the other makes or says, follows or names the other, from now on',
    params: IdParams,
  },
  unblockUser: {
    ...peopleCalls.unblockUser,
    summary: 'I may meet a person again; nobody is followed by that',
    params: IdParams,
  },
  muteUser: {
    ...peopleCalls.muteUser,
    summary: 'I read nothing that a person says, and am not told of it; they do not notice',
    params: IdParams,
  },
  unmuteUser: { ...peopleCalls.unmuteUser, summary: 'I read a person again', params: IdParams },
  myAvoided: {
    ...peopleCalls.myAvoided,
    summary: 'Whom I have blocked or muted, or whose videos my feeds do not show, the latest first',
    query: AvoidedQuery,
    answer: listOf(Avoided),
  },
  putProfile: {
    ...peopleCalls.putProfile,
    summary: 'What I am called and say of myself',
    query: AsQuery,
    body: ProfileBody,
    answer: Me,
  },
  putAvatar: {
    ...peopleCalls.putAvatar,
    summary:
      'Takes a picture (JPEG, PNG or WebP, raw bytes, at most 8 MiB); its middle square is shown once it is made',
    query: AsQuery,
    answer: Me,
  },
  deleteAvatar: {
    ...peopleCalls.deleteAvatar,
    summary: 'Removes my picture at once',
    query: AsQuery,
    answer: Me,
  },
  putPinnedVideos: {
    ...peopleCalls.putPinnedVideos,
    summary: 'Which of my videos my page shows first',
    query: AsQuery,
    body: PinnedBody,
  },
  user: { ...peopleCalls.user, summary: 'A person’s page', params: IdParams, answer: Profile },
  userVideos: {
    ...peopleCalls.userVideos,
    summary: 'A person’s videos that I may find, the latest published first',
    params: IdParams,
    query: ListQuery,
    answer: listOf(Video),
  },
  putBadge: {
    ...peopleCalls.putBadge,
    summary: 'Says for whom a person speaks',
    params: IdParams,
    body: BadgeBody,
    answer: Account,
  },
  takeAvatar: {
    ...peopleCalls.takeAvatar,
    summary: 'Removes a person’s picture at once',
    params: IdParams,
    answer: Account,
  },
  createPasswordReset: {
    ...peopleCalls.createPasswordReset,
    summary: 'Makes a link by which a person chooses a new password, within a day; those made before end',
    params: IdParams,
    answer: PasswordReset,
  },
  takeSecondFactor: {
    ...peopleCalls.takeSecondFactor,
    summary: 'Has no code asked of a person any more who has lost what makes them; their sessions end',
    params: IdParams,
    answer: Account,
  },
  adminUsers: {
    ...peopleCalls.adminUsers,
    summary: 'Who has an account, the newest first',
    query: AccountsQuery,
    answer: listOf(Account),
  },
  giveRole: {
    ...peopleCalls.giveRole,
    summary: 'Gives a person a role; they have it from their next request on',
    params: UserRoleParams,
    answer: Account,
  },
  takeRole: {
    ...peopleCalls.takeRole,
    summary: 'Takes a role from a person; the last administrator stays one',
    params: UserRoleParams,
    answer: Account,
  },
} as const satisfies Record<string, Route>;
