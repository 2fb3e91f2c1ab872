import { relative } from 'node:path';
import ts from 'typescript';
import type { Finding } from './finding.ts';

/** Types whose fields need no comment of their own. */
const selfExplaining = new Set([
  'Schema', // one field for each table, and each table's type says what it is
]);

/** What leaves a package (types, their fields, functions, values) carries a doc comment. */
export function checkDocComments(root: string, indexFiles: string[], options: ts.CompilerOptions): Finding[] {
  const program = ts.createProgram(indexFiles, options);
  const checker = program.getTypeChecker();
  const findings = new Map<string, Finding>();
  for (const path of indexFiles) {
    const file = program.getSourceFile(path);
    const module = file && checker.getSymbolAtLocation(file);
    if (module === undefined) continue;
    for (const exported of checker.getExportsOfModule(module)) checkExport(exported);
  }
  return [...findings.values()];

  function checkExport(exported: ts.Symbol): void {
    const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
    const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
    const declarations = symbol.declarations ?? [];
    if (declarations.length === 0 || declarations.every((each) => isForeign(each))) return;
    if (!hasComment(symbol))
      add(declarations[0], `«${symbol.name}» leaves the package without a doc comment`);
    if (selfExplaining.has(symbol.name)) return;
    for (const declaration of declarations) {
      for (const member of membersOf(declaration)) checkMember(symbol.name, member);
    }
  }

  function checkMember(owner: string, member: ts.TypeElement | ts.ClassElement): void {
    const symbol = member.name && checker.getSymbolAtLocation(member.name);
    if (symbol === undefined || hasComment(symbol)) return;
    add(member, `«${owner}.${symbol.name}» leaves the package without a doc comment`);
  }

  function hasComment(symbol: ts.Symbol): boolean {
    return symbol.getDocumentationComment(checker).length > 0;
  }

  function add(node: ts.Node | undefined, message: string): void {
    if (node === undefined) return;
    const file = node.getSourceFile();
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    const path = relative(root, file.fileName);
    findings.set(`${path}:${line}:${message}`, { path, line, message });
  }
}

function isForeign(node: ts.Node): boolean {
  return node.getSourceFile().fileName.includes('/node_modules/');
}

/** The fields and methods that users of the type see. */
function membersOf(declaration: ts.Declaration): readonly (ts.TypeElement | ts.ClassElement)[] {
  if (ts.isInterfaceDeclaration(declaration)) return declaration.members.filter(isNamed);
  if (ts.isClassDeclaration(declaration)) return declaration.members.filter(isPublic);
  if (ts.isTypeAliasDeclaration(declaration)) return fieldsOf(declaration.type);
  return [];
}

/** Fields of `{ … }`, also as a part of a union or an intersection. */
function fieldsOf(type: ts.TypeNode): readonly ts.TypeElement[] {
  if (ts.isTypeLiteralNode(type)) return type.members.filter(isNamed);
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) return type.types.flatMap(fieldsOf);
  if (ts.isParenthesizedTypeNode(type)) return fieldsOf(type.type);
  return [];
}

/** The discriminating `kind: 'copy'` of a union's member explains itself. */
function isNamed(member: ts.TypeElement): boolean {
  const type = ts.isPropertySignature(member) ? member.type : undefined;
  return member.name !== undefined && !(type !== undefined && ts.isLiteralTypeNode(type));
}

function isPublic(member: ts.ClassElement): boolean {
  if (ts.isConstructorDeclaration(member) || member.name === undefined || ts.isPrivateIdentifier(member.name))
    return false;
  const flags = ts.getCombinedModifierFlags(member);
  // What overrides or implements is documented where it comes from.
  return (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override)) === 0;
}
