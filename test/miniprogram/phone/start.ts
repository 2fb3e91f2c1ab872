import { component, glassEasel, MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import { defineBuiltIns } from './built-ins.ts';
import { newPhone, type PhoneState } from './phone-state.ts';
import { wx } from './wx.ts';

/** A built mini program, as the test hands it over. */
export interface BuiltForPhone {
  /** Scripts by their paths, with `.js`. */
  scripts: Record<string, string>;
  /** Configurations of pages and components by their paths, without an ending. */
  configs: Record<string, object>;
  /** Pictures by their paths, as data links. */
  icons: Record<string, string>;
  /** The page to open. */
  page: string;
  /** What the phone is like. */
  phone: Partial<PhoneState>;
}

type Template = Record<string, unknown>;

declare global {
  interface Window {
    builtMiniProgram: BuiltForPhone;
    builtTemplates: Template;
    wx: typeof wx;
    /** What the phone does to the page: puts it aside, or takes it up again. */
    pageEvent(name: 'onHide' | 'onShow'): void;
  }
}

// What a browser has and a mini program has not.
const absent = [
  'window',
  'document',
  'fetch',
  'XMLHttpRequest',
  'localStorage',
  'sessionStorage',
  'navigator',
];
const absentToo = ['AbortController', 'AbortSignal', 'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder'];
const absentNames = [...absent, ...absentToo, 'crypto', 'structuredClone', 'location', 'Blob', 'File'];
// As: the library's own constant cannot be imported from its declarations.
const noDefault = 1 as glassEasel.EventBubbleStatus;
const mostSetDataBytes = 1024 * 1024;

const { builtMiniProgram: built, builtTemplates: templates } = window;
window.phone = newPhone(built.phone);
window.wx = wx;
const note = (what: string) => window.phone.faults.push(what);
addEventListener('error', ({ message }) => note(message));
addEventListener('unhandledrejection', ({ reason }) => note(String(reason)));
glassEasel.addGlobalErrorListener((error) => {
  note(error instanceof Error ? (error.stack ?? error.message) : String(error));
});
glassEasel.addGlobalWarningListener((message) => {
  note(String(message));
});

countSetData();
if (built.page !== '') start();

function start(): void {
  const env = new MiniProgramEnv();
  const codeSpace = env.createCodeSpace('', true);
  const context = new glassEasel.CurrentWindowBackendContext();
  const real = document;
  // Its own elements, so that nothing of a browser's `video` or `input` mixes in.
  Object.assign(context, {
    document: {
      createElement: (name: string) => real.createElement(`wx-${name}`),
      createTextNode: (text: string) => real.createTextNode(text),
      createDocumentFragment: () => real.createDocumentFragment(),
    },
  });
  context.onEvent((target, type, detail, options) => {
    const event = new glassEasel.Event(type, detail, options);
    glassEasel.Event.dispatchEvent(target, event);
    return event.defaultPrevented() ? noDefault : undefined;
  });
  let page: Record<string, unknown> | null = null;
  defineBuiltIns(codeSpace.getComponentSpace(), () => {
    window.phone.shared.push(callPage('onShareAppMessage', { from: 'button' }));
  });

  function callPage(name: string, argument?: unknown): unknown {
    const method = page?.[name];
    // As: whatever a page calls so.
    return typeof method === 'function' ? (method as (given: unknown) => unknown).call(page, argument) : null;
  }

  const modules = new Map<string, { exports: object }>();
  const appHooks: { onLaunch?: () => void } = {};
  const run = (path: string): object => {
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const script = built.scripts[path];
    if (script === undefined) throw new Error(`there is no script ${path}`);
    const module = { exports: {} };
    modules.set(path, module);
    const names = ['require', 'module', 'exports', 'wx', 'App', ...absentNames];
    // As: a function of what is named here.
    const body = new Function(...names, script) as (...given: unknown[]) => void;
    const require = (name: string) => run(new URL(name, `http://x/${path}`).pathname.slice(1));
    body(require, module, module.exports, wx, (hooks: object) => Object.assign(appHooks, hooks));
    return module.exports;
  };

  for (const [path, config] of Object.entries(built.configs)) {
    codeSpace.addComponentStaticConfig(path, config);
    codeSpace.addStyleSheet(path, undefined, scopeOf(path, config));
    const content = templates[path];
    // As: what the template compiler made.
    codeSpace.addCompiledTemplate(path, { groupList: templates, content } as never);
  }
  run('app.js');
  for (const path of Object.keys(built.configs)) {
    codeSpace.globalComponentEnv(window, path, () => run(`${path}.js`));
  }
  appHooks.onLaunch?.();

  const backend = env.associateBackend(context);
  const root = backend.createRoot('page', codeSpace, built.page);
  const place = document.createElement('div');
  document.body.append(place);
  // As: elements of a page of HTML.
  root.attach(document.body as never, place as never);
  page = root.get() as unknown as Record<string, unknown>; // as: whatever the page's methods are
  window.pageEvent = (name) => void callPage(name);
  callPage('onLoad', window.phone.query);
  callPage('onShow');
  callPage('onReady');
}

function scopeOf(path: string, config: object): string {
  return 'component' in config ? path.replaceAll(/[^a-z0-9]/g, '_') : '';
}

/** Counts what crosses threads, and refuses what WeChat does not take. */
function countSetData(): void {
  const { prototype } = component.ComponentCaller;
  const plain = prototype.setData;
  prototype.setData = function (data: Record<string, unknown>, callback?: () => void): void {
    for (const [path, value] of Object.entries(data)) {
      if (value === undefined) throw new Error(`setData: «${path}» is undefined`);
    }
    const { length } = new TextEncoder().encode(JSON.stringify(data));
    if (length > mostSetDataBytes) throw new Error(`setData: ${length} bytes at once`);
    window.phone.setData.push(length);
    plain.call(this, data, callback);
  };
}
