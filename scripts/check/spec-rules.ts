import { basename } from 'node:path/posix';
import ts from 'typescript';
import { type Finding, isForTests, type SourceFile } from './finding.ts';

/** A rule in a `SPEC.md` begins its item: `- **ATT-1** A job runs …`. */
const ruleStart = /^\s*[-*] \*\*([A-Z]{3}-\d+)\*\*/;
/** A test carries rules at the end of its title: `… (ATT-1)`, `… (ATT-1, ATT-4)`. */
const carried = /\(([A-Z]{3}-\d+(?:, [A-Z]{3}-\d+)*)\)$/;

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
    for (const { id, line } of idsInTitles(file)) {
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

function idsInTitles({ path, text }: SourceFile): { id: string; line: number }[] {
  // Most files carry none and need not be parsed.
  if (!/\([A-Z]{3}-\d/.test(text)) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found: { id: string; line: number }[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [title] = node.arguments;
      const ids = title && ts.isStringLiteralLike(title) ? carried.exec(title.text)?.[1] : undefined;
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
      for (const id of ids?.split(', ') ?? []) found.push({ id, line });
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

/** `it`, `test`, and what is made of them: `it.each(table)`. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'it' || callee.text === 'test';
  return (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee)) && isTest(callee.expression);
}
