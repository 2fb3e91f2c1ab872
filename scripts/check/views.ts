import { join } from 'node:path';
import ts from 'typescript';
import type { Finding, SourceFile } from './finding.ts';
import { viewCode, type ViewCode } from './view-code.ts';

/** A view with the script that it belongs to. */
interface View {
  path: string;
  view: ViewCode;
  script: string;
  /** Where the code of the view begins in the script's overlay, as a line counted from 0. */
  firstLine: number;
}

const root = 'apps/miniprogram/src/';
// What WeChat brings along, as far as it is used.
const builtIn = new Set(
  'page-meta view text image button input textarea swiper swiper-item scroll-view video switch slider block'.split(
    ' ',
  ),
);
const asked = `
declare function $each<T>(list: readonly T[]): [number, T][];
type $Of<T> = T extends WechatMiniprogram.Component.Identifier<infer D, infer P, infer M>
  ? { data: D & WechatMiniprogram.Component.PropertyOptionToData<P>; methods: M }
  : never;
declare const $view: $Of<typeof $component>;`;

/**
 * Views of the mini program that ask for data or methods that their component does not have, or for members that
 * those do not have; tags that are declared nowhere, and components that are declared and not used. What a component
 * is handed as a list or an object has no type here.
 */
export function checkViews(folder: string, files: SourceFile[], options: ts.CompilerOptions): Finding[] {
  const ofMiniProgram = new Map(
    files.filter(({ path }) => path.startsWith(root)).map((file) => [file.path, file.text]),
  );
  const overlays = new Map<string, string>();
  const views: View[] = [];
  for (const [path, text] of ofMiniProgram) {
    if (!path.endsWith('.wxml')) continue;
    const script = path.replace(/\.wxml$/, '.ts');
    const plain = ofMiniProgram.get(script) ?? '';
    const view = viewCode(text);
    const names = namesOf(view.code).map((name) => `const ${name} = $view.data.${name};`);
    const before = `${plain.replace(/^Component\(\{/m, 'const $component = Component({')}${asked}
function $check($methods: typeof $view.methods) { ${names.join(' ')}\n`;
    overlays.set(join(folder, script), `${before}${view.code}\n}\nvoid $check;\n`);
    views.push({ path, view, script: join(folder, script), firstLine: before.split('\n').length - 1 });
  }
  return [...views.flatMap((view) => checkTags(view, ofMiniProgram)), ...compile(views, overlays, options)];
}

function compile(views: View[], overlays: Map<string, string>, options: ts.CompilerOptions): Finding[] {
  const host = ts.createCompilerHost(options);
  const { readFile } = host;
  host.readFile = (path) => overlays.get(path) ?? readFile(path);
  const { getSourceFile } = host;
  host.getSourceFile = (path, version, ...rest) => {
    const overlay = overlays.get(path);
    return overlay === undefined
      ? getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, overlay, version);
  };
  const program = ts.createProgram(
    views.map(({ script }) => script),
    options,
    host,
  );
  return views.flatMap(({ path, view, script, firstLine }) => {
    const file = program.getSourceFile(script);
    return program.getSemanticDiagnostics(file).flatMap(({ start, messageText }) => {
      const at = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
      const message = ts.flattenDiagnosticMessageText(messageText, '; ');
      // What is wrong before belongs to the script, whose own check says so; names of the data stand in one line.
      if (at === firstLine - 1) return [{ path, message: message.replace(/ on type .*/, ' in its data') }];
      const line = view.lines[at - firstLine];
      return line === undefined ? [] : [{ path, line, message }];
    });
  });
}

/** Names that the code takes from somewhere, but not those of loops. */
function namesOf(code: string): string[] {
  const file = ts.createSourceFile('view.ts', code, ts.ScriptTarget.Latest, true);
  const used = new Set<string>();
  const declared = new Set(['$methods', '$each', 'undefined']);
  const look = (node: ts.Node): void => {
    if (ts.isBindingElement(node) && ts.isIdentifier(node.name)) declared.add(node.name.text);
    else if (ts.isPropertyAccessExpression(node)) return look(node.expression);
    else if (ts.isIdentifier(node)) used.add(node.text);
    ts.forEachChild(node, look);
  };
  look(file);
  return [...used].filter((name) => !declared.has(name));
}

function checkTags({ path, view }: View, files: Map<string, string>): Finding[] {
  const config: unknown = JSON.parse(files.get(path.replace(/\.wxml$/, '.json')) ?? '{}');
  const declared =
    typeof config === 'object' && config !== null && 'usingComponents' in config
      ? Object.entries(config.usingComponents as Record<string, string>) // as: WeChat's own shape
      : [];
  const names = new Set(declared.map(([name]) => name));
  const unknown = [...view.tags]
    .filter(([tag]) => !builtIn.has(tag) && !names.has(tag))
    .map(([tag, line]) => ({ path, line, message: `«${tag}» is declared nowhere` }));
  const missing = declared.flatMap(([name, place]) =>
    files.has(`${root}${place.slice(1)}.wxml`) ? [] : [{ path, message: `«${name}» is not at ${place}` }],
  );
  const idle = declared.flatMap(([name]) =>
    view.tags.has(name) ? [] : [{ path, message: `«${name}» is declared and not used` }],
  );
  return [...unknown, ...missing, ...idle];
}
