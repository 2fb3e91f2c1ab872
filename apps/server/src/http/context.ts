import type { ChannelPart, Viewer } from '@weireel/catalogue';
import type { Role } from '@weireel/contract';
import type { BlobStore } from '@weireel/blob';
import type { Database } from '@weireel/db';
import type { WordCutter } from '@weireel/search';
import type { WechatAccess } from '@weireel/wechat';
import type { ServerConfig } from '../config.ts';
import type { SharedAnswers } from './shared-answers.ts';
import type { MediaAccessMemory } from '../playback/media-access.ts';
import type { MediaSigner } from '../playback/sign.ts';
import type { PasswordHasher } from '../people/password-hasher.ts';
import type { SessionMemory } from '../people/session-memory.ts';
import type { Forecaster } from '../processing/forecaster.ts';

/** What every feature of the server works with. */
export interface ServerContext {
  /** Typed queries. */
  db: Database;
  /** Media bytes. */
  blobs: BlobStore;
  /** Settings. */
  config: ServerConfig;
  /** Who may read which media; to be forgotten after every transaction that closes some. */
  mediaAccess: MediaAccessMemory;
  /** Whom tokens stand for; to be forgotten after every transaction that changes it. */
  sessions: SessionMemory;
  /** What visitors are answered alike. */
  answers: SharedAnswers;
  /** Signs media paths of what is not open. */
  signer: MediaSigner;
  /** How long processing still takes. */
  forecaster: Forecaster;
  /** Hashes passwords without taking the whole machine. */
  passwords: PasswordHasher;
  /** Calls of WeChat's server; null: no mini program is set up. */
  wechat: WechatAccess | null;
  /** Where Chinese text falls into words. */
  words: WordCutter;
  /** Keeps who searched for what from being read in the database alone. */
  searchSecret: Buffer;
  /** New random id of 16 characters. */
  newId: () => string;
  /** New random text of 32 characters that cannot be guessed. */
  newSecret: () => string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds of a clock that never jumps; its beginning means nothing. */
  elapsedMs: () => number;
}

/** Who a request comes from. */
export type SignedIn = NonNullable<Viewer> & {
  /** Shown name. */
  nickname: string;
  /** What they are in the channels that they belong to. */
  channels: readonly ChannelPart[];
  /** SHA-256 of the token that spoke. */
  tokenHash: string;
  /** Roles that count. */
  roles: Role[];
  /** Roles that count when they have a second factor. */
  withheld: Role[];
};

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null when nobody is signed in. */
    viewer: SignedIn | null;
    /** What to answer when a call needs somebody and nobody is signed in. */
    authenticationFailure: 'unauthenticated' | 'token_expired';
  }
}
