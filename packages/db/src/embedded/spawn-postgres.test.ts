import { expect, it } from 'vitest';
import { wrapCommand } from './spawn-postgres.ts';

it('makes the server stop when its parent dies', () => {
  expect(wrapCommand(['postgres', '-D', 'x'], 1000, 'linux').join(' ')).toBe(
    'setpriv --pdeathsig INT -- postgres -D x',
  );
});

it('gives root another identity first', () => {
  expect(wrapCommand(['postgres'], 0, 'linux').join(' ')).toBe(
    'unshare -U --map-user=1000 --map-group=1000 -- setpriv --pdeathsig INT -- postgres',
  );
});

it('starts plainly where there are no such programs', () => {
  expect(wrapCommand(['postgres'], 501, 'darwin')).toEqual(['postgres']);
});
