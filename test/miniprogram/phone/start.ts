import { component, glassEasel, MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import { defineBuiltIns } from './built-ins.ts';
import { createLongPress } from './long-press.ts';
import { newPhone, type PhoneState } from './phone-state.ts';
import { createRouter, type AppConfig, type OpenPage, type PageConfig } from './router.ts';
import { routeBy, wx } from './wx.ts';

/** A built mini program, as the test hands it over. */
export interface BuiltForPhone {
  /** Scripts by their paths, with `.js`. */
  scripts: Record<string, string>;
  /** `app.json`. */
  app: AppConfig;
  /** Configurations of pages and components by their paths, without an ending. */
  configs: Record<string, PageConfig>;
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
    /** What the phone does to the page: puts it aside, takes it up again, or is pulled down on it. */
    pageEvent(name: 'onHide' | 'onShow' | 'onPullDownRefresh'): void;
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
  const longPress = createLongPress();
  context.onEvent((target, type, detail, options) => {
    // A long press that somebody heard is no tap.
    if (type === 'tap' && longPress.wasHeard()) return undefined;
    if (type === 'touchstart' && hears(target, 'longpress')) {
      longPress.begin(() => {
        const event = Object.assign(new glassEasel.Event('longpress', detail, options), touchesOf(detail));
        glassEasel.Event.dispatchEvent(target, event);
      });
    }
    const event = Object.assign(new glassEasel.Event(type, detail, options), touchesOf(detail));
    glassEasel.Event.dispatchEvent(target, event);
    return event.defaultPrevented() ? noDefault : undefined;
  });
  defineBuiltIns(codeSpace.getComponentSpace(), () => {
    window.phone.shared.push(router.top()?.call('onShareAppMessage', { from: 'button' }));
  });

  const modules = new Map<string, { exports: object }>();
  const appHooks: { onLaunch?: () => void; onShow?: () => void } = {};
  const run = (path: string): object => {
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const script = built.scripts[path];
    if (script === undefined) throw new Error(`there is no script ${path}`);
    const module = { exports: {} };
    modules.set(path, module);
    const names = ['require', 'module', 'exports', 'wx', 'App', 'getCurrentPages', ...absentNames];
    // As: a function of what is named here.
    const body = new Function(...names, script) as (...given: unknown[]) => void;
    const require = (name: string) => run(new URL(name, `http://x/${path}`).pathname.slice(1));
    const takeHooks = (hooks: object) => Object.assign(appHooks, hooks);
    body(require, module, module.exports, wx, takeHooks, () => router.routes());
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
  const backend = env.associateBackend(context);

  function open(path: string, query: Record<string, string>): OpenPage {
    const place = document.createElement('wx-page');
    place.className = 'phone-page';
    place.dataset['page'] = path;
    document.body.append(place);
    const root = attach(place, path);
    const bar =
      built.app.tabBar?.custom === true && isTab(path) ? attach(place, 'custom-tab-bar/index') : null;
    const page = root.get() as unknown as Record<string, unknown>; // as: whatever the page's methods are
    const call = (name: string, argument?: unknown): unknown => {
      const method = page[name];
      // As: whatever a page calls so.
      return typeof method === 'function'
        ? (method as (given: unknown) => unknown).call(page, argument)
        : null;
    };
    place.addEventListener('scroll', () => {
      const left = place.scrollHeight - place.clientHeight - place.scrollTop;
      if (left <= 50) call('onReachBottom');
    });
    call('onLoad', query);
    call('onShow');
    call('onReady');
    return {
      ...{ path, place, call },
      close() {
        call('onUnload');
        bar?.release();
        root.release();
        place.remove();
      },
    };
  }

  function isTab(path: string): boolean {
    // A card in Moments has none.
    if (window.phone.scene === 1154) return false;
    return built.app.tabBar?.list.some(({ pagePath }) => pagePath === path) === true;
  }

  function attach(parent: HTMLElement, path: string) {
    const root = backend.createRoot('body', codeSpace, path);
    const place = document.createElement('div');
    parent.append(place);
    // As: elements of a page of HTML.
    root.attach(parent as never, place as never);
    return root;
  }

  const router = createRouter({ open, app: built.app, configs: built.configs });
  routeBy(router);
  window.pageEvent = (name) => void router.top()?.call(name);
  appHooks.onLaunch?.();
  appHooks.onShow?.();
  router.begin(built.page, window.phone.query);
}

/** The part of an element of glass-easel that tells who listens. */
interface Heard {
  _$eventTarget?: { listeners: Record<string, unknown> };
  getComposedParent(): Heard | null;
}

/** Whether something, or what it lies in, listens to an event. */
function hears(target: unknown, name: string): boolean {
  // As: each element is one.
  for (let one = target as Heard | null; one !== null; one = one.getComposedParent()) {
    if (one._$eventTarget?.listeners[name] !== undefined) return true;
  }
  return false;
}

/** Where fingers are, which WeChat tells beside the detail of an event. */
function touchesOf(detail: unknown): { touches?: unknown[]; changedTouches?: unknown[] } {
  if (typeof detail !== 'object' || detail === null || !('touches' in detail)) return {};
  const { touches, changedTouches } = detail as TouchEvent; // as: the browser's own event is handed down
  return { touches: [...touches], changedTouches: [...changedTouches] };
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
    // How far a video is comes with time, the more the slower the machine is, and with nothing that a person does.
    if (Object.keys(data).join() !== 'progress') window.phone.setData.push(length);
    plain.call(this, data, callback);
  };
}
