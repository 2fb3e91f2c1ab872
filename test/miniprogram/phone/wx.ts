import { storage } from './wx-storage.ts';
import { request } from './wx-request.ts';
import type { VideoControl } from './video-tag.ts';

type Callbacks = { success?: (answer: unknown) => void; fail?: (failure: { errMsg: string }) => void };
type NetworkListener = (status: { isConnected: boolean; networkType: string }) => void;

// What WeChat does not let do who looks at a card in Moments.
const notInSinglePage = new Set(['login', 'navigateTo', 'redirectTo', 'switchTab', 'chooseMedia']);
// What needs the person's word about privacy first.
const needsConsent = new Set(['chooseMedia', 'getClipboardData', 'setClipboardData']);

const networkListeners: NetworkListener[] = [];
for (const name of ['online', 'offline']) {
  addEventListener(name, () => {
    const isConnected = navigator.onLine;
    for (const tell of networkListeners) tell({ isConnected, networkType: isConnected ? 'wifi' : 'none' });
  });
}

/** What is simulated so far. */
const known: Record<string, unknown> = {
  ...storage,
  request,
  login({ success, fail }: Callbacks) {
    void window.weireelLoginCode().then((code) => {
      if (code === null) fail?.({ errMsg: 'login:fail' });
      else success?.({ code, errMsg: 'login:ok' });
    });
  },
  chooseMedia({ fail }: Callbacks) {
    fail?.({ errMsg: 'chooseMedia:fail cancel' });
  },
  getAppBaseInfo: () => ({
    ...{ language: window.phone.language, SDKVersion: '3.8.12', version: '8.0.60' },
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  }),
  getWindowInfo: () => ({
    ...{ windowWidth: innerWidth, windowHeight: innerHeight, statusBarHeight: 20, pixelRatio: 2 },
    ...{ screenWidth: innerWidth, screenHeight: innerHeight },
  }),
  getEnterOptionsSync: () => ({ scene: window.phone.scene, query: window.phone.query }),
  getNetworkType({ success }: Callbacks) {
    success?.({ networkType: navigator.onLine ? 'wifi' : 'none' });
  },
  onNetworkStatusChange: (listener: NetworkListener) => void networkListeners.push(listener),
  showToast({ title }: { title: string }) {
    if (title === '') throw new Error('showToast:fail the title is empty');
    window.phone.toasts.push(title);
    return Promise.resolve();
  },
  showModal({ success, confirmText }: { success?: (answer: object) => void; confirmText?: string }) {
    if ((confirmText ?? '').length > 4 && window.phone.language.startsWith('zh'))
      throw new Error('showModal:fail confirmText is longer than 4 characters');
    success?.({ confirm: true, cancel: false });
    return Promise.resolve();
  },
  createVideoContext: (id: string, component: unknown) => contextOf(id, component),
};

/** What mini program code sees as `wx`: what is not known here fails, instead of doing nothing. */
export const wx = new Proxy(known, {
  get(target, name) {
    if (typeof name === 'symbol') return undefined;
    const refusal = refuse(name);
    if (refusal !== null) {
      return (options: Callbacks) => options.fail?.({ errMsg: `${name}:fail ${refusal}` });
    }
    const api = target[name];
    if (api === undefined) throw new Error(`wx.${name} is not known here`);
    return api;
  },
});

function refuse(name: string): string | null {
  if (window.phone.scene === 1154 && notInSinglePage.has(name)) return 'not allowed in single page mode';
  if (needsConsent.has(name) && !window.phone.hasAgreed) return 'privacy permission is not authorized';
  return null;
}

/** The part of a glass-easel component that is needed to find what lies within it. */
interface Holder {
  _$: { shadowRoot: { querySelector(selector: string): { control?: VideoControl } | null } };
}

function contextOf(id: string, component: unknown): VideoControl {
  // As: pages and components alike are such holders.
  const find = () => (component as Holder)._$.shadowRoot.querySelector(`#${id}`)?.control;
  return {
    play: () => find()?.play(),
    pause: () => find()?.pause(),
    seek: (seconds) => find()?.seek(seconds),
  };
}
