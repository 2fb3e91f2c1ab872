import ts from 'typescript';
import type { SourceFile } from './finding.ts';

/** A test carries what it shows at the end of its title: `… (ATT-1)`, `… (ATT-1, GOAL-4)`. */
const carried = /\(([A-Z]{3,4}-\d+(?:, [A-Z]{3,4}-\d+)*)\)$/;

/** An id that a title carries. */
export interface CarriedId {
  /** `ATT-1` */
  id: string;
  /** Line of the test, counted from 1. */
  line: number;
}

/** All ids that the titles of a file’s tests carry; of a benchmark, those that any text of it carries. */
export function idsInTitles({ path, text }: SourceFile): CarriedId[] {
  // Most files carry none and need not be parsed.
  if (!/\([A-Z]{3,4}-\d/.test(text)) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const isBench = path.startsWith('bench/');
  const found: CarriedId[] = [];
  const look = (node: ts.Node): void => {
    const title = isBench ? node : titleOf(node);
    const ids = title && ts.isStringLiteralLike(title) ? carried.exec(title.text)?.[1] : undefined;
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    for (const id of ids?.split(', ') ?? []) found.push({ id, line });
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

function titleOf(node: ts.Node): ts.Node | undefined {
  return ts.isCallExpression(node) && isTest(node.expression) ? node.arguments[0] : undefined;
}

/** `it`, `test`, and what is made of them: `it.each(table)`. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'it' || callee.text === 'test';
  return (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee)) && isTest(callee.expression);
}
