export {
  failSentPicture,
  findSentPicture,
  forgetPictures,
  isAvatarServed,
  listShownAvatars,
  listSpentPictures,
  removeAvatar,
  sendPicture,
  showAvatar,
} from './avatars.ts';
export type { SentPicture } from './avatars.ts';
export { hashToken } from './hash-token.ts';
export {
  areApart,
  block,
  listApart,
  listAvoided,
  listUnheard,
  mostAvoided,
  mute,
  unblock,
  unmute,
} from './blocks.ts';
export type { Avoidance, Avoided, Pair } from './blocks.ts';
export { endChallenge, findChallenge, insertChallenge, spendTry } from './challenges.ts';
export { closeAccount, listGone, noteCleared, removeOwnRows } from './close-account.ts';
export { confirmEmail, readEmail, removeEmail } from './emails.ts';
export { exportPerson } from './export-person.ts';
export {
  findIdentity,
  findUserByIdentity,
  linkIdentity,
  registerByIdentity,
  unlinkIdentity,
} from './identities.ts';
export type { Identity } from './identities.ts';
export { addressMail, failMail, insertMail, noteMailSent } from './mails.ts';
export type { AddressedMail, NewMail } from './mails.ts';
export { listUsers } from './list-users.ts';
export { changeBadge, changeProfile, listPinnedIds, pinVideos, readStance } from './profiles.ts';
export type { Stance } from './profiles.ts';
export { insertFlow, takeFlow } from './oidc-flows.ts';
export type { OidcFlow } from './oidc-flows.ts';
export { changePassword, hasReset, insertReset, takeReset } from './passwords.ts';
export { registerUser } from './register-user.ts';
export { changeRole } from './roles.ts';
export type { RoleChange } from './roles.ts';
export {
  beginEnrolment,
  countRecoveryCodes,
  dropSecondFactor,
  findSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
  useRecoveryCode,
  useStep,
} from './second-factors.ts';
export {
  deleteOldSessions,
  deleteSession,
  endSessions,
  findSession,
  insertSession,
  listEndedSessions,
  listSessions,
  peopleChannel,
  membersChannel,
  sessionsChannel,
} from './sessions.ts';
export type { SignInRow } from './sessions.ts';
export type { UserRow } from './tables.ts';
export {
  approveUser,
  findUser,
  findUserByAccount,
  findUserByOpenid,
  hasAdmin,
  insertUser,
  lockUser,
  readUserCounts,
  usedBytes,
} from './users.ts';
export type { NewUser, UserCounts } from './users.ts';
export { linkWechat, unlinkWechat } from './wechat-links.ts';
