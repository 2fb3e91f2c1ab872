import { createHmac } from 'node:crypto';

/**
 * The code that an authenticator shows now which was given an otpauth address: an implementation of its own, so that
 * the server's is not measured by itself (RFC 6238 with what Google's Key URI Format says).
 *
 * @param stepsAhead by how many codes its clock is ahead
 */
export function codeNow(otpauthUri: string, stepsAhead = 0): string {
  const uri = new URL(otpauthUri);
  const facts = Object.fromEntries(uri.searchParams);
  const { secret = '', algorithm, digits, period } = facts;
  if (uri.protocol !== 'otpauth:' || uri.host !== 'totp')
    throw new Error(`no authenticator reads ${uri.href}`);
  if (algorithm !== 'SHA1' || digits !== '6' || period !== '30')
    throw new Error(`few authenticators know ${uri.search}`);
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  const counter = Buffer.alloc(8);
  counter.writeUInt32BE(Math.floor(Date.now() / 30_000) + stepsAhead, 4);
  const mac = createHmac('sha1', Buffer.from(bytes)).update(counter).digest();
  const truncated = mac.readUInt32BE((mac.at(-1) ?? 0) % 16) % 2 ** 31;
  return String(truncated).slice(-6).padStart(6, '0');
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
