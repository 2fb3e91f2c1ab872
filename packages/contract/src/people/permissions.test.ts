import { expect, test } from 'vitest';
import { isPermitted, permissions } from './permissions.ts';
import { roleNames } from './roles.ts';

test('an administrator may do everything, and somebody without a role nothing', () => {
  for (const permission of Object.keys(permissions) as (keyof typeof permissions)[]) {
    expect(isPermitted(['admin'], permission), permission).toBe(true);
    expect(isPermitted([], permission), permission).toBe(false);
    expect(isPermitted(['superuser', 'constructor', ''], permission), permission).toBe(false);
  }
});

test('roles add up', () => {
  expect(isPermitted(['viewer'], 'publish')).toBe(false);
  expect(isPermitted(['moderator'], 'publish')).toBe(false);
  expect(isPermitted(['viewer', 'moderator', 'creator'], 'publish')).toBe(true);
});

test('what runs the server, and who may do so, is in the hands of administrators alone', () => {
  for (const permission of ['admin', 'manage_people', 'manage_videos'] as const) {
    expect(roleNames.filter((role) => isPermitted([role], permission))).toEqual(['admin']);
  }
});
