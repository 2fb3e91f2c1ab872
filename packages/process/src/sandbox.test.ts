import { expect, it } from 'vitest';
import { sandboxWarnings } from './detect-sandbox.ts';
import { sandboxCommand } from './sandbox.ts';

const limits = { addressSpaceBytes: 4_000_000_000, cpuSeconds: 60, fileBytes: 1_000_000 };
const inner = { command: 'ffmpeg', args: ['-i', 'a b.mp4'] };

it('puts the whole chain before the command, with setpriv last', () => {
  const wrapped = sandboxCommand(inner, limits, { canLimit: true, canTie: true, network: 'root' });
  expect([wrapped.command, ...wrapped.args]).toEqual([
    ...['nice', '-n', '10'],
    ...['prlimit', '--as=4000000000', '--cpu=60', '--fsize=1000000', '--nofile=256', '--core=0', '--'],
    ...['unshare', '--net', '--'],
    ...['setpriv', '--no-new-privs', '--pdeathsig', 'KILL', '--'],
    ...['ffmpeg', '-i', 'a b.mp4'],
  ]);
});

it('takes the network from an ordinary user in a user namespace', () => {
  const wrapped = sandboxCommand(inner, limits, {
    canLimit: false,
    canTie: false,
    network: 'user-namespace',
  });
  expect(wrapped.args).toEqual(
    expect.arrayContaining(['unshare', '--map-root-user', '--net', '--', 'ffmpeg']),
  );
});

it('leaves out what does not work here, and says so', () => {
  const nothing = { canLimit: false, canTie: false, network: 'none' } as const;
  expect(sandboxCommand(inner, limits, nothing)).toEqual({
    command: 'nice',
    args: ['-n', '10', 'ffmpeg', '-i', 'a b.mp4'],
  });
  expect(sandboxWarnings(nothing)).toHaveLength(3);
  expect(sandboxWarnings({ canLimit: true, canTie: true, network: 'user-namespace' })).toEqual([]);
});
