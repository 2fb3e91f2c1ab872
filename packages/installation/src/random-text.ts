import { randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Random text over `[0-9A-Za-z]` from the system's generator: an id has 16 characters, a secret 32. */
export function randomText(length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 1) text += alphabet[randomInt(alphabet.length)] ?? '';
  return text;
}
