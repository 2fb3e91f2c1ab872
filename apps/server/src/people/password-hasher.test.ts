import { expect, test } from 'vitest';
import { createPasswordHasher } from './password-hasher.ts';

test('a password is right for its own hash only, and never where there is none', async () => {
  const passwords = createPasswordHasher(1);
  const stored = await passwords.hash('correct horse 8');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.check('correct horse 8', stored)).toBe(true);
  expect(await passwords.check('correct horse 9', stored)).toBe(false);
  expect(await passwords.check('nobody has this password', null)).toBe(false);
});
