import { createHash } from 'node:crypto';

/** What is stored of a token, or of a code in a link: whoever reads the database can use neither. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
