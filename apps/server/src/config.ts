import { isIP } from 'node:net';
import { availableParallelism, hostname } from 'node:os';
import { resolve } from 'node:path';
import type { ReviewMode } from '@weireel/catalogue';
import { passwordLength, type Role } from '@weireel/contract';
import { MailServerSettingError, readMailServer } from '@weireel/mail';
import type { UploadLimits } from '@weireel/upload';
import type { MiniProgramVersion, WechatApp } from '@weireel/wechat';
import { hostName, namesOfMachine } from './http/known-hosts.ts';
import type { OidcProvider } from './people/oidc-client.ts';
import { readWechatTemplates, type WechatTemplate } from './notifications/wechat-templates.ts';

/** Everything that the environment decides, read once. */
export interface ServerConfig {
  /** TCP port. */
  port: number;
  /** Address to listen on. */
  host: string;
  /** Absolute path of the data folder. */
  dataFolder: string;
  /** PostgreSQL to use instead of the embedded one; null: embedded. */
  databaseUrl: string | null;
  /** Password of the account `admin` at the first start; null: a set-up link is printed. */
  adminPassword: string | null;
  /** What links and the Origin check use, without a slash at the end. */
  publicUrl: string;
  /**
   * Names that requests may be for, in lower case, besides IP addresses and `localhost`: those of `WEIREEL_HOSTS`, of
   * the public address, of the address to listen on, and of this machine.
   */
  hosts: string[];
  /** Proxies whose forwarding headers count: their addresses, how many hops of them, or any (true); false: none. */
  trustProxy: string | number | boolean;
  /** Who may register. */
  registration: 'open' | 'approve' | 'invite' | 'closed';
  /** What everybody is who registers. */
  newcomerRoles: Role[];
  /** Whether roles that decide about others count without a second factor. */
  staffSecondFactor: 'advised' | 'required';
  /** When review happens. */
  review: ReviewMode;
  /** Limits of uploads. */
  uploadLimits: UploadLimits;
  /** Hours that an open upload lives. */
  uploadHours: number;
  /** Jobs of the slow kind that run at once in this machine's worker; 0: no worker is started. */
  workers: number;
  /** Of the videos, whose finished HLS the worker checks. */
  checkPercent: number;
  /** Path of ffmpeg; null: the one on PATH. */
  ffmpegPath: string | null;
  /** The mini program; null: WeChat sign-in is off. */
  wechat: WechatApp | null;
  /** Whether the worker has an engine that writes down speech. */
  hasSpeech: boolean;
  /** Whether the worker has a server by which mail goes out. */
  hasMail: boolean;
  /** Which ways into the mini program stand beside shared videos, and which version of it they open. */
  wechatSharing: { ways: 'off' | 'codes' | 'links'; version: MiniProgramVersion };
  /** The identity provider; null: nobody comes in by one. */
  oidc: OidcProvider | null;
  /** Messages by which WeChat tells people what they have not read; empty: it tells nobody. */
  wechatTemplates: WechatTemplate[];
  /** Requests per minute: everything; sign-in tries. */
  rates: { apiPerMinute: number; signInPerMinute: number; refusalsPerMinute: number };
  /** Whether browsers may keep the web client for when the network is away; no: what they have kept is ended. */
  keepsOffline: boolean;
  /** Least severe level that is logged. */
  logLevel: string;
}

/** A setting that cannot be understood; the message is for the operator. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

const gibibyte = 1024 ** 3;

/**
 * Reads the settings.
 *
 * @throws SettingError naming the variable and what it may be
 */
export function readServerConfig(env: NodeJS.ProcessEnv): ServerConfig {
  const port = integer(env, 'WEIREEL_PORT', 8080, 0, 65535);
  const host = text(env, 'WEIREEL_HOST') ?? '127.0.0.1';
  const ownUrl = publicUrl(env) ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const appId = text(env, 'WEIREEL_WECHAT_APPID');
  const secret = text(env, 'WEIREEL_WECHAT_SECRET');
  const storage = text(env, 'WEIREEL_STORAGE');
  if (storage !== null && !storage.startsWith('file:')) {
    throw new SettingError('WEIREEL_STORAGE must be a file: URL (object storage comes in a later version)');
  }
  return {
    port,
    host,
    dataFolder: resolve(text(env, 'WEIREEL_DATA') ?? 'data'),
    databaseUrl: text(env, 'DATABASE_URL'),
    adminPassword: adminPassword(env),
    publicUrl: ownUrl,
    hosts: [...hosts(env), new URL(ownUrl).hostname, host.toLowerCase(), ...namesOfMachine(hostname())],
    trustProxy: trustProxy(env),
    registration: oneOf(env, 'WEIREEL_REGISTRATION', ['open', 'approve', 'invite', 'closed']),
    newcomerRoles: newcomerRoles(oneOf(env, 'WEIREEL_NEWCOMERS', ['creator', 'viewer'])),
    staffSecondFactor: oneOf(env, 'WEIREEL_STAFF_SECOND_FACTOR', ['advised', 'required']),
    review: oneOf(env, 'WEIREEL_REVIEW', ['off', 'after', 'before']),
    uploadLimits: {
      maxUploadBytes: integer(env, 'WEIREEL_MAX_UPLOAD_BYTES', 4 * gibibyte, 1),
      quotaBytes:
        text(env, 'WEIREEL_QUOTA_BYTES') === null ? null : integer(env, 'WEIREEL_QUOTA_BYTES', 0, 1),
    },
    uploadHours: integer(env, 'WEIREEL_UPLOAD_HOURS', 48, 1),
    workers: integer(env, 'WEIREEL_WORKERS', Math.max(1, Math.floor(availableParallelism() / 2)), 0, 64),
    checkPercent: integer(env, 'WEIREEL_CHECK_PERCENT', 2, 0, 100),
    ffmpegPath: text(env, 'WEIREEL_FFMPEG'),
    wechat:
      appId !== null && secret !== null
        ? { appId, secret, apiUrl: text(env, 'WEIREEL_WECHAT_API') ?? 'https://api.weixin.qq.com' }
        : null,
    hasSpeech: httpAddress(env, 'WEIREEL_SPEECH_URL') !== null,
    hasMail: hasMail(env),
    wechatSharing: {
      ways: wechatWays(env, appId !== null && secret !== null),
      version: oneOf(env, 'WEIREEL_WECHAT_VERSION', ['release', 'trial', 'develop']),
    },
    oidc: oidcProvider(env),
    wechatTemplates: wechatTemplates(env, appId !== null && secret !== null),
    rates: {
      apiPerMinute: integer(env, 'WEIREEL_RATE_API_PER_MINUTE', 12_000, 1),
      signInPerMinute: integer(env, 'WEIREEL_RATE_SIGN_IN_PER_MINUTE', 30, 1),
      refusalsPerMinute: integer(env, 'WEIREEL_RATE_REFUSALS_PER_MINUTE', 30, 1),
    },
    keepsOffline: oneOf(env, 'WEIREEL_OFFLINE', ['on', 'off']) === 'on',
    logLevel: text(env, 'WEIREEL_LOG_LEVEL') ?? 'info',
  };
}

/** Links in mail are made of the public address, which no worker could guess, and nobody's request may say. */
function hasMail(env: NodeJS.ProcessEnv): boolean {
  try {
    if (readMailServer(env) === null) return false;
  } catch (error) {
    if (error instanceof MailServerSettingError) throw new SettingError(error.message);
    throw error;
  }
  if (publicUrl(env) !== null) return true;
  throw new SettingError('WEIREEL_SMTP_HOST needs WEIREEL_PUBLIC_URL, which links in mail begin with');
}

/** All of it or nothing: half a provider would be a button that leads nowhere. */
function oidcProvider(env: NodeJS.ProcessEnv): OidcProvider | null {
  const issuer = text(env, 'WEIREEL_OIDC_ISSUER');
  const clientId = text(env, 'WEIREEL_OIDC_CLIENT_ID');
  const clientSecret = text(env, 'WEIREEL_OIDC_CLIENT_SECRET');
  if (issuer === null && clientId === null && clientSecret === null) return null;
  if (issuer === null || clientId === null || clientSecret === null) {
    throw new SettingError(
      'WEIREEL_OIDC_ISSUER, WEIREEL_OIDC_CLIENT_ID and WEIREEL_OIDC_CLIENT_SECRET must be set together',
    );
  }
  const url = URL.parse(issuer);
  // In clear only where nobody is in between.
  const isLocal = url !== null && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLocal))) {
    throw new SettingError(`WEIREEL_OIDC_ISSUER must be an https address, not "${issuer}"`);
  }
  return { issuer, clientId, clientSecret, label: text(env, 'WEIREEL_OIDC_LABEL') ?? url.hostname };
}

function text(env: NodeJS.ProcessEnv, name: string): string | null {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? null : value;
}

function integer(
  env: NodeJS.ProcessEnv,
  name: string,
  fallback: number,
  min: number,
  max = Number.MAX_SAFE_INTEGER,
): number {
  const value = text(env, name);
  if (value === null) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new SettingError(`${name} must be a whole number from ${min} to ${max}, not "${value}"`);
  }
  return number;
}

function oneOf<T extends string>(env: NodeJS.ProcessEnv, name: string, values: readonly [T, ...T[]]): T {
  const value = text(env, name);
  if (value === null) return values[0];
  const found = values.find((candidate) => candidate === value);
  if (found === undefined)
    throw new SettingError(`${name} must be one of ${values.join(', ')}, not "${value}"`);
  return found;
}

/** Who creates also views; more than that a newcomer never is. */
function newcomerRoles(most: 'creator' | 'viewer'): Role[] {
  return most === 'creator' ? ['viewer', 'creator'] : ['viewer'];
}

/** Codes, or codes and links: links are for mini programs of organisations alone. */
function wechatWays(env: NodeJS.ProcessEnv, hasApp: boolean): ServerConfig['wechatSharing']['ways'] {
  const ways = oneOf(env, 'WEIREEL_WECHAT_SHARING', ['off', 'codes', 'links']);
  if (ways !== 'off' && !hasApp) {
    throw new SettingError(
      `WEIREEL_WECHAT_SHARING is "${ways}", which needs WEIREEL_WECHAT_APPID and WEIREEL_WECHAT_SECRET`,
    );
  }
  return ways;
}

function wechatTemplates(env: NodeJS.ProcessEnv, hasApp: boolean): WechatTemplate[] {
  const value = text(env, 'WEIREEL_WECHAT_TEMPLATES');
  if (value === null) return [];
  const templates = hasApp ? readWechatTemplates(value) : null;
  if (templates !== null) return templates;
  throw new SettingError(
    hasApp
      ? `WEIREEL_WECHAT_TEMPLATES must be like comment,reply=TEMPLATE(name1:person,thing2:said);follow=TEMPLATE(thing1:person), with each kind, template and key once, not "${value}"`
      : 'WEIREEL_WECHAT_TEMPLATES needs WEIREEL_WECHAT_APPID and WEIREEL_WECHAT_SECRET',
  );
}

function publicUrl(env: NodeJS.ProcessEnv): string | null {
  return httpAddress(env, 'WEIREEL_PUBLIC_URL')?.replace(/\/+$/, '') ?? null;
}

function httpAddress(env: NodeJS.ProcessEnv, name: string): string | null {
  const value = text(env, name);
  if (value === null) return null;
  if (!URL.canParse(value) || !/^https?:/.test(value)) {
    throw new SettingError(`${name} must be an http(s) address, not "${value}"`);
  }
  return value;
}

/** Names as they stand in `Host`; a port is left out, because none is looked at. */
function hosts(env: NodeJS.ProcessEnv): string[] {
  const names = text(env, 'WEIREEL_HOSTS')?.split(',') ?? [];
  return names.map((entry) => {
    const name = hostName(entry.trim());
    if (name !== null && !entry.includes('*')) return name;
    throw new SettingError(
      `WEIREEL_HOSTS must be host names such as mybox.lan,video.example, not "${entry.trim()}"`,
    );
  });
}

/** The administrator's password keeps the rule of everybody's. */
function adminPassword(env: NodeJS.ProcessEnv): string | null {
  const value = text(env, 'WEIREEL_ADMIN_PASSWORD');
  if (value === null) return null;
  const { min, max } = passwordLength;
  const length = [...value].length;
  if (length >= min && length <= max) return value;
  throw new SettingError(`WEIREEL_ADMIN_PASSWORD must have ${min} to ${max} characters, not ${length}`);
}

/** Names of ranges that a proxy's address may be given by, as Fastify knows them. */
const proxyRanges = ['loopback', 'linklocal', 'uniquelocal'];
const maxProxyHops = 10;

function trustProxy(env: NodeJS.ProcessEnv): string | number | boolean {
  const value = text(env, 'WEIREEL_TRUST_PROXY');
  if (value === null || value === 'false') return false;
  if (value === 'true') return true;
  if (/^\d{1,2}$/.test(value) && Number(value) >= 1 && Number(value) <= maxProxyHops) return Number(value);
  const entries = value.split(',').map((entry) => entry.trim());
  if (entries.every((entry) => proxyRanges.includes(entry) || isRange(entry))) return entries.join(',');
  throw new SettingError(
    `WEIREEL_TRUST_PROXY must be true, false, a number of proxies up to ${maxProxyHops}, or addresses and ranges such as 10.0.0.1,192.168.0.0/16,loopback, not "${value}"`,
  );
}

/** Whether it is an address, or a range in CIDR notation. */
function isRange(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/');
  const longest = { 4: 32, 6: 128 }[isIP(address)];
  if (longest === undefined || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
}
