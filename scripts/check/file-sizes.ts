import { type Finding, isForTests, type SourceFile } from './finding.ts';

const hardLimit = 700;
const softLimit = 400;

/** Files over the soft limit, each with the reason why splitting it would make it worse. */
const reasons: Record<string, string> = {};

/** Long files: over 700 lines never, over 400 only with a reason in the table above. */
export function checkFileSizes(files: SourceFile[], accepted: Record<string, string> = reasons): Finding[] {
  const findings: Finding[] = [];
  for (const { path, text } of files) {
    if (!/\.(ts|mjs|vue|css)$/.test(path) || isForTests(path) || /\bgenerated\b/.test(path)) continue;
    const lines = text.split('\n').length - 1;
    if (lines > hardLimit) {
      findings.push({ path, message: `${lines} lines; split it by idea (${hardLimit} at most)` });
    } else if (lines > softLimit && accepted[path] === undefined) {
      findings.push({ path, message: `${lines} lines; split it by idea, or give a reason in file-sizes.ts` });
    }
  }
  for (const path of Object.keys(accepted)) {
    if (!files.some((file) => file.path === path))
      findings.push({ path, message: 'is in file-sizes.ts but gone' });
  }
  return findings;
}
