import { basename } from 'node:path/posix';
import { type Finding, isForTests, type SourceFile } from './finding.ts';
import { idsInTitles } from './ids-in-titles.ts';

/** A rule in a `SPEC.md` begins its item: `- **ATT-1** A job runs …`. */
const ruleStart = /^\s*[-*] \*\*([A-Z]{3}-\d+)\*\*/;
/** Goals have ids of four letters, and a check of their own. */
const ruleId = /^[A-Z]{3}-/;

interface Place {
  path: string;
  line: number;
}

/** Every rule of a `SPEC.md` is carried by the title of a test, and no test carries a rule that is not there. */
export function checkSpecRules(files: SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  const rules = new Map<string, Place>();
  const fileOfPrefix = new Map<string, string>();
  for (const file of files.filter(({ path }) => basename(path) === 'SPEC.md')) {
    for (const { id, line } of rulesIn(file.text)) {
      const { path } = file;
      const prefix = id.slice(0, 3);
      if (rules.has(id)) findings.push({ path, line, message: `${id} is the id of another rule, too` });
      if ((fileOfPrefix.get(prefix) ?? path) !== path) {
        findings.push({ path, line, message: `ids with ${prefix} belong to ${fileOfPrefix.get(prefix)}` });
      }
      rules.set(id, { path, line });
      fileOfPrefix.set(prefix, path);
    }
  }
  const proved = new Set<string>();
  for (const file of files.filter(({ path }) => isForTests(path) && path.endsWith('.ts'))) {
    for (const { id, line } of idsInTitles(file).filter((each) => ruleId.test(each.id))) {
      proved.add(id);
      if (!rules.has(id)) findings.push({ path: file.path, line, message: `no SPEC.md has a rule ${id}` });
    }
  }
  for (const [id, place] of rules) {
    if (!proved.has(id))
      findings.push({ ...place, message: `no test carries ${id} at the end of its title` });
  }
  return findings;
}

function rulesIn(text: string): { id: string; line: number }[] {
  return text.split('\n').flatMap((each, index) => {
    const id = ruleStart.exec(each)?.[1];
    return id === undefined ? [] : [{ id, line: index + 1 }];
  });
}
