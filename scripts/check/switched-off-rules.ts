import type { Finding, SourceFile } from './finding.ts';

// In two pieces, so that this file is not found by itself.
const switchedOff = new RegExp(`\\b(?:es|ox)lint${'-'}disable`);

/** Comments that switch rules of the linters off: what is worth an exception is worth a change of the rules. */
export function checkSwitchedOffRules(files: SourceFile[]): Finding[] {
  return files
    .filter(({ path }) => /\.(?:ts|mjs|js|vue)$/.test(path))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, n) => {
        if (!switchedOff.test(line)) return [];
        return [{ path, line: n + 1, message: 'no rule is switched off by a comment' }];
      }),
    );
}
