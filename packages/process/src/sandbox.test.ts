import { expect, it } from 'vitest';
import { sandboxGaps } from './detect-sandbox.ts';
import { viewScript, waitScript } from './sandbox-scripts.ts';
import { sandboxCommand, type SandboxAbilities } from './sandbox.ts';

const limits = { addressSpaceBytes: 4_000_000_000, cpuSeconds: 60, fileBytes: 1_000_000 };
const inner = { command: 'ffmpeg', args: ['-i', 'a b.mp4'] };
const limiting = ['prlimit', '--as=4000000000', '--cpu=60', '--fsize=1000000', '--nofile=256'];
const everything = { processes: true, files: true } as const;
const noFiles = { files: [], origin: null };
const nothing: SandboxAbilities = {
  ...{ canLimit: false, canTie: false, userId: null, namespaces: null },
  programs: noFiles,
};

function chain(abilities: SandboxAbilities, program = 'ffmpeg'): string[] {
  const { command, args } = sandboxCommand({ ...inner, command: program }, limits, abilities);
  return [command, ...args];
}

it('gives up the rights of root behind the namespaces, and ties the process last', () => {
  const abilities = {
    canLimit: true,
    canTie: true,
    userId: 61_200,
    namespaces: { maker: 'root', ...everything },
    programs: noFiles,
  };
  expect(chain(abilities as SandboxAbilities)).toEqual([
    ...['nice', '-n', '10', ...limiting, '--nproc=8192', '--core=0', '--'],
    ...['unshare', '--net', '--ipc', '--mount', '--', 'setpriv', '--pdeathsig', 'KILL', '--'],
    ...['sh', '-euc', viewScript, 'view', '', '', '0'],
    ...['unshare', '--pid', '--', 'sh', '-c', waitScript, 'wait'],
    ...['setpriv', '--reuid', '61200', '--regid', '61200', '--clear-groups'],
    ...['--no-new-privs', '--pdeathsig', 'KILL', '--'],
    ...['ffmpeg', '-i', 'a b.mp4'],
  ]);
});

it('gives an ordinary user namespaces in a user namespace, and takes the rights over them away', () => {
  const namespaces = { maker: 'user', ...everything } as const;
  const programs = { files: ['/usr/lib/a.so', '/home/me/ffmpeg', '/home/my lib/b.so'], origin: '/home/me' };
  const abilities = { canLimit: false, canTie: true, userId: null, namespaces, programs };
  const mounts = [
    '/home/me/ffmpeg /sys/home/me/ffmpeg none bind,ro,nosuid,nodev\n',
    '/home/my\\040lib/b.so /sys/home/my\\040lib/b.so none bind,ro,nosuid,nodev\n',
  ].join('');
  expect(chain(abilities, '/home/me/ffmpeg')).toEqual([
    ...['nice', '-n', '10'],
    ...[
      'unshare',
      '--map-root-user',
      '--net',
      '--ipc',
      '--mount',
      '--',
      'setpriv',
      '--pdeathsig',
      'KILL',
      '--',
    ],
    ...['sh', '-euc', viewScript, 'view', '/home/me', mounts, '2'],
    ...['/home/me/ffmpeg', '/home/my lib/b.so'],
    ...['unshare', '--pid', '--', 'sh', '-c', waitScript, 'wait'],
    ...[
      'setpriv',
      '--bounding-set',
      '-all',
      '--inh-caps',
      '-all',
      '--no-new-privs',
      '--pdeathsig',
      'KILL',
      '--',
    ],
    ...['/home/me/ffmpeg', '-i', 'a b.mp4'],
  ]);
});

it('changes the user first where root may make user namespaces only', () => {
  const words = chain({ ...nothing, userId: 61_200, namespaces: { maker: 'user', ...everything } });
  expect(words.indexOf('--reuid')).toBeLessThan(words.indexOf('--map-root-user'));
});

it('leaves out what does not work here, and says so', () => {
  expect(chain(nothing)).toEqual(['nice', '-n', '10', 'ffmpeg', '-i', 'a b.mp4']);
  const gaps = sandboxGaps(nothing);
  expect(gaps).toContain('reaches_network');
  expect(gaps).toContain('sees_files');
  const all = {
    canLimit: true,
    canTie: true,
    userId: 61_200,
    namespaces: { maker: 'root', ...everything },
  } as const;
  expect(sandboxGaps(all)).toEqual([]);
});
