import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import postcss from 'postcss';
import { filesBelow } from '../../scripts/miniprogram-build/build-mini-program.ts';

/** A built mini program as a page of HTML can run it. */
export interface BuiltForPhone {
  /** Its style sheets as CSS. */
  css: string;
  /** An expression that gives its templates. */
  templates: string;
  /** Scripts by their paths, with `.js`. */
  scripts: Record<string, string>;
  /** `app.json`. */
  app: object;
  /** Configurations of pages and components by their paths, without an ending. */
  configs: Record<string, object>;
  /** Pictures by their paths, as data links. */
  icons: Record<string, string>;
}

/** Reads what was built and compiles its views; what WeChat's compiler refuses fails here, with line and column. */
export async function readBuilt(folder: string): Promise<BuiltForPhone> {
  const paths = await filesBelow(folder);
  const read = (path: string) => readFile(join(folder, path), 'utf8');
  const ending = (end: string) => paths.filter((path) => path.endsWith(end));
  const built: BuiltForPhone = { css: '', templates: '', scripts: {}, app: {}, configs: {}, icons: {} };
  const group = new TmplGroup();

  for (const path of ending('.wxml')) {
    const view = path.slice(0, -'.wxml'.length);
    const found: unknown = group.addTmpl(view, await read(path));
    const problems = (Array.isArray(found) ? found : []).map(String);
    if (problems.length > 0) throw new Error(`${path}: ${problems.join('; ')}`);
    built.configs[view] = JSON.parse(await read(`${view}.json`)) as object; // as: the build copied it
  }
  built.templates = group.getTmplGenObjectGroups();
  group.free();
  built.app = JSON.parse(await read('app.json')) as object; // as: the build copied it
  for (const path of ending('.js')) built.scripts[path] = await read(path);
  for (const path of ending('.svg')) {
    const picture = await readFile(join(folder, path));
    built.icons[path] = `data:image/svg+xml;base64,${picture.toString('base64')}`;
  }
  for (const path of ending('.wxss')) {
    const view = path.slice(0, -'.wxss'.length);
    const config = built.configs[view];
    // What is no view's own is there for others to import.
    if (config === undefined && view !== 'app') continue;
    const isComponent = config !== undefined && 'component' in config;
    const scope = isComponent ? view.replaceAll(/[^a-z0-9]/g, '_') : null;
    const page = config !== undefined && !isComponent ? view : null;
    built.css += cssOf(await withImports(path, read), scope, page);
  }
  return built;
}

/** A style sheet with those that it imports in their places. */
async function withImports(path: string, read: (path: string) => Promise<string>): Promise<string> {
  const pieces = (await read(path)).split(/@import ['"](.+?)['"];/);
  const filled = pieces.map(async (piece, at) =>
    at % 2 === 0 ? piece : withImports(join(dirname(path), piece), read),
  );
  return (await Promise.all(filled)).join('');
}

/**
 * A style sheet as CSS: classes of a component carry its scope, and tags are elements of the phone's own.
 *
 * @param page whose sheet it is, which reaches no other page. Absent: it is no page's
 */
export function cssOf(wxss: string, scope: string | null, page: string | null = null): string {
  const sheet = postcss.parse(wxss);
  sheet.walkRules((rule) => {
    if (rule.parent?.type === 'atrule' && 'name' in rule.parent && rule.parent.name === 'keyframes') return;
    rule.selector = rule.selector
      .replaceAll(/(^|[\s,>+~])([a-z][a-z-]*)/g, '$1wx-$2')
      .replaceAll(/\.(-?[A-Za-z_][\w-]*)/g, scope === null ? '.$1' : `.${scope}--$1`)
      .replaceAll(':host', `[wx-host="${scope}"]`);
    if (page !== null) rule.selectors = rule.selectors.map((selector) => ofPage(selector, page));
  });
  sheet.walkDecls((declaration) => {
    declaration.value = declaration.value.replaceAll(/(\d+(?:\.\d+)?)rpx/g, (_, n) => `${Number(n) / 7.5}vw`);
  });
  return sheet.toString();
}

function ofPage(selector: string, page: string): string {
  const own = `wx-page[data-page="${page}"]`;
  return selector.startsWith('wx-page') ? selector.replace('wx-page', own) : `${own} ${selector}`;
}
