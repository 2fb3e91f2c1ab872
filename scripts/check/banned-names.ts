import type { Finding, SourceFile } from './finding.ts';

const banned = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'core',
  'lib',
  'misc',
  'service',
  'services',
  'controller',
  'controllers',
  'manager',
  'managers',
]);

/** Names that say nothing about the product, and names that are not kebab-case. */
export function checkNames(files: SourceFile[]): Finding[] {
  return files.flatMap(({ path }) => {
    if (!/^(packages|apps|scripts|test|bench)\//.test(path)) return [];
    const words = path.split('/').map((word) => word.replace(/\..*$/, ''));
    const found = words.filter((word) => banned.has(word));
    const findings = found.map((word) => ({
      path,
      message: `name it after what it is; «${word}» says nothing`,
    }));
    const file = words.at(-1) ?? '';
    if (/\.(ts|mjs)$/.test(path) && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(file)) {
      findings.push({ path, message: 'file names are kebab-case' });
    }
    return findings;
  });
}
