import ts from 'typescript';
import type { SourceFile } from './finding.ts';

/** One import or re-export. */
export interface Import {
  /** What stands in the quotes. */
  specifier: string;
  /** True when nothing of it is left at run time. */
  isTypeOnly: boolean;
  /** Line, counted from 1. */
  line: number;
}

/** The static and dynamic imports of a TypeScript, JavaScript or Vue file. */
export function importsOf(file: SourceFile): Import[] {
  const tree = ts.createSourceFile(file.path, scriptOf(file), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: Import[] = [];
  visit(tree);
  return found;

  function add(specifier: ts.Expression | undefined, isTypeOnly: boolean): void {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
    const line = tree.getLineAndCharacterOfPosition(specifier.getStart(tree)).line + 1;
    found.push({ specifier: specifier.text, isTypeOnly, line });
  }

  function visit(node: ts.Node): void {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, hasOnlyTypes(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      if (ts.isStringLiteral(node.argument.literal)) add(node.argument.literal, true);
    }
    ts.forEachChild(node, visit);
  }
}

function hasOnlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  if (clause.name !== undefined || names === undefined || !ts.isNamedImports(names)) return false;
  return names.elements.length > 0 && names.elements.every((element) => element.isTypeOnly);
}

/** Lines stay where they are, so that findings name the right ones. */
function scriptOf(file: SourceFile): string {
  if (!file.path.endsWith('.vue')) return file.text;
  const blank = (text: string) => text.replace(/[^\n]/g, ' ');
  let script = '';
  let end = 0;
  for (const match of file.text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)) {
    const body = match[1] ?? '';
    const start = match.index + match[0].indexOf('>') + 1;
    script += blank(file.text.slice(end, start)) + body;
    end = start + body.length;
  }
  return script;
}
