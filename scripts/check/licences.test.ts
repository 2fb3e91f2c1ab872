import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Package {
  license?: string;
  link?: boolean;
  integrity?: string;
  hasInstallScript?: boolean;
}

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
// as: npm’s own forms
const { packages } = read('package-lock.json') as { packages: Record<string, Package> };
const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> };
const foreign = Object.entries(packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && link !== true,
);
const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? '';

/** Licences that ask for no more than to be named. */
const permissive = [
  ...['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'Python-2.0'],
  'MIT-0',
  ...['(MIT AND Zlib)', 'MIT AND Apache-2.0', 'MIT AND OFL-1.1'],
];
/** Under the MPL, which asks for files of its own that were changed: these build and test, unchanged. */
const tools = /^(axe-core|lightningcss)/;

it('all packages have licences that permit what we do, and fonts the Open Font License (GOAL-93)', () => {
  const others = foreign.filter(
    ([path, { license = 'none' }]) =>
      !permissive.includes(license) && !(license === 'MPL-2.0' && tools.test(nameOf(path))),
  );
  expect(others.map(([path, { license }]) => `${nameOf(path)}: ${license}`)).toEqual([]);
  const fonts = foreign.filter(([path]) => path.includes('google-fonts/'));
  expect(fonts.map(([, { license }]) => license)).toEqual(fonts.map(() => 'MIT AND OFL-1.1'));
  expect(fonts.length).toBeGreaterThan(0);
  // FFmpeg, which is under the GPL, is a program of its own, and no package.
  expect(foreign.filter(([path]) => /ffmpeg|x264|libav/i.test(nameOf(path)))).toEqual([]);
});

it('all packages come by npm, each with its hash, and none runs a script that brings more (GOAL-94)', () => {
  const unhashed = foreign.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-'));
  expect(unhashed.map(([path]) => path)).toEqual([]);
  const running = foreign.filter(
    ([path, { hasInstallScript }]) => hasInstallScript === true && allowScripts[nameOf(path)] !== false,
  );
  expect(running.map(([path]) => path)).toEqual([]);
});
