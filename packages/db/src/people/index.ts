export { registerUser } from './register-user.ts';
export {
  deleteOldSessions,
  deleteSession,
  findSession,
  insertSession,
  isSessionAlive,
  sessionsChannel,
} from './sessions.ts';
export type { UserRow } from './tables.ts';
export {
  approveUser,
  countPublicVideos,
  findUser,
  findUserByAccount,
  findUserByOpenid,
  hasAdmin,
  insertUser,
  lockUser,
  usedBytes,
} from './users.ts';
export type { NewUser } from './users.ts';
