import type { Language, Role } from '@weireel/contract';
import type { Generated, GeneratedAlways, Selectable } from 'kysely';
import type { Instant, Defaulted } from '../engine/column-types.ts';

/**
 * People, and channels that several of them publish as. `account` is stored in lower case; null for those who come by
 * WeChat only; a channel's handle.
 */
export interface UsersTable {
  id: string;
  /** Nobody signs in as a channel; who belongs to it is the group of its id. */
  kind: Defaulted<'person' | 'channel'>;
  account: string | null;
  /** What the account looks like (`skeletonOf`); null also where an older account looks the same. */
  account_skeleton: string | null;
  password_hash: string | null;
  wechat_openid: string | null;
  wechat_unionid: string | null;
  nickname: string;
  bio: Defaulted<string>;
  /** Prefix of both sizes of what they are shown by; null: they show nothing. */
  avatar_key: string | null;
  /** For whom they speak, as an administrator says; null: for themselves. */
  badge: Defaulted<string | null>;
  roles: Defaulted<Role[]>;
  state: 'active' | 'pending' | 'disabled';
  created_at: Generated<Date>;
  /** Where links for a new password are mailed, as it was confirmed; null: nowhere. */
  email: Defaulted<string | null>;
  /** Since when a code is asked for besides what they come in by; null: none is. */
  second_factor_at: Defaulted<Date | null>;
  /** When they went, and everything but their id with them; null: they have not. */
  deleted_at: Defaulted<Date | null>;
  /** When their belongings were looked for a second time; null: they were not. */
  cleared_at: Defaulted<Date | null>;
}

/** Sessions by the SHA-256 of their token. */
export interface SessionsTable {
  token_hash: string;
  /** Names it to its person; opens nothing. */
  id: GeneratedAlways<string>;
  user_id: string;
  /** What the program there calls itself; empty: it did not say. */
  user_agent: Defaulted<string>;
  created_at: Generated<Date>;
  /** When it was used last, within a quarter of an hour. */
  last_seen_at: Generated<Date>;
  expires_at: Instant;
}

/** Links by which people choose a new password, by the SHA-256 of their code; nobody has two. */
export interface PasswordResetsTable {
  user_id: string;
  code_hash: string;
  expires_at: Instant;
}

/**
 * Mails with a link that were asked for, until the link is used or over, and notices; the code is kept as its SHA-256.
 */
export interface MailsTable {
  id: string;
  /** What its link is for: choosing a new password, or confirming an address. `changed`: it says that one went. */
  purpose: 'password' | 'email' | 'changed';
  /** The address that is to be confirmed or that went, or what somebody typed who has forgotten a password. */
  recipient: string;
  /** Whose it is; null: that is found out when it is sent. */
  user_id: string | null;
  language: Language;
  /** Null: none was made yet. */
  code_hash: Defaulted<string | null>;
  /** When a server took it; null: none has. */
  sent_at: Defaulted<Date | null>;
  /** Whether it cannot be sent. */
  has_failed: Defaulted<boolean>;
  expires_at: Instant;
}

/** What somebody's authenticator makes codes of. It counts while `second_factor_at` says so; until then it is tried. */
export interface SecondFactorsTable {
  user_id: string;
  secret: Buffer;
  /** The latest step of time whose code was taken: neither it nor one before is taken again. */
  last_step: Defaulted<number>;
}

/** Codes that stand in for an authenticator, once each, by their SHA-256; a used one has no row any more. */
export interface RecoveryCodesTable {
  user_id: string;
  code_hash: string;
}

/** Sign-ins that wait for a code, by the SHA-256 of what the program there was given. They open nothing else. */
export interface SignInChallengesTable {
  token_hash: string;
  user_id: string;
  tries_left: number;
  expires_at: Instant;
}

/** Who people are at an identity provider (OpenID Connect): the pair alone says who. */
export interface IdentitiesTable {
  issuer: string;
  subject: string;
  user_id: string;
  created_at: Generated<Date>;
}

/** Sign-ins at an identity provider that are under way, by the SHA-256 of what the browser was given. */
export interface OidcFlowsTable {
  token_hash: string;
  state: string;
  nonce: string;
  verifier: string;
  return_to: string;
  /** Who wants to be known by it; null: somebody signs in. */
  user_id: string | null;
  expires_at: Instant;
}

/** The picture that somebody has sent last, until it is shown or taken back. */
export interface SentPicturesTable {
  person_id: string;
  /** Blob key. */
  key: string;
  /** Why it could not be made an avatar; null: it waits. */
  failure_code: Defaulted<string | null>;
}

/** Whom somebody has blocked: neither meets the other any more. */
export interface BlocksTable {
  user_id: string;
  other_id: string;
  created_at: Generated<Date>;
}

/** Whose words somebody does not want to read; nobody else is concerned. */
export interface MutesTable {
  user_id: string;
  other_id: string;
  created_at: Generated<Date>;
}

/** Videos that somebody shows first on their own page, in the order of their places. */
export interface PinnedVideosTable {
  user_id: string;
  place: number;
  video_id: string;
}

/** People, their sessions, and whom they do not want to meet. */
export interface PeopleTables {
  blocks: BlocksTable;
  mutes: MutesTable;
  pinned_videos: PinnedVideosTable;
  users: UsersTable;
  sessions: SessionsTable;
  password_resets: PasswordResetsTable;
  sent_pictures: SentPicturesTable;
  mails: MailsTable;
  second_factors: SecondFactorsTable;
  recovery_codes: RecoveryCodesTable;
  sign_in_challenges: SignInChallengesTable;
  identities: IdentitiesTable;
  oidc_flows: OidcFlowsTable;
}

/** A person's row. */
export type UserRow = Selectable<UsersTable>;
