export { Account, AccountState, AccountsQuery, UserRoleParams } from './accounts.ts';
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
