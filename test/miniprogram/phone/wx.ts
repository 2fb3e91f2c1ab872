import { storage } from './wx-storage.ts';
import { request } from './wx-request.ts';
import { keeping } from './wx-keep.ts';
import { files } from './wx-files.ts';
import type { Router } from './router.ts';
import type { VideoControl } from './video-tag.ts';

type Callbacks = { success?: (answer: unknown) => void; fail?: (failure: { errMsg: string }) => void };
type NetworkListener = (status: { isConnected: boolean; networkType: string }) => void;

// What WeChat does not let do who looks at a card in Moments.
const notInSinglePage = new Set([
  ...['login', 'navigateTo', 'redirectTo', 'navigateBack', 'switchTab', 'reLaunch'],
  ...['chooseMedia', 'openPrivacyContract', 'requestSubscribeMessage'],
]);
// What needs the person's word about privacy first.
const needsConsent = new Set([
  ...['chooseMedia', 'getClipboardData', 'setClipboardData'],
  ...['saveImageToPhotosAlbum', 'saveVideoToPhotosAlbum'],
]);

const networkListeners: NetworkListener[] = [];
for (const name of ['online', 'offline']) {
  addEventListener(name, () => {
    const isConnected = navigator.onLine;
    for (const tell of networkListeners)
      tell({ isConnected, networkType: isConnected ? window.phone.network : 'none' });
  });
}

// What WeChat does within a tap only is not done later, not even when the tap led to it.
let isTapped = false;
for (const name of ['touchend', 'click']) {
  addEventListener(
    name,
    () => {
      isTapped = true;
      setTimeout(() => (isTapped = false), 0);
    },
    true,
  );
}

let router: Router | null = null;

/** Lets calls that lead to other pages go there. */
export function routeBy(next: Router): void {
  router = next;
}

/** Makes a call that leads somewhere. */
const leading =
  (lead: (to: Router, options: { url: string; delta?: number }) => string | null) =>
  (options: Callbacks & { url: string; delta?: number } = { url: '' }) => {
    const refusal = router === null ? 'there is no page' : lead(router, options);
    if (refusal === null) options.success?.({});
    else options.fail?.({ errMsg: refusal });
    if (refusal !== null && options.fail === undefined)
      window.phone.faults.push(`${options.url}: ${refusal}`);
  };

/** Options of `wx.showModal`, as far as they are known here. */
interface ModalOptions {
  title?: string;
  content?: string;
  confirmText?: string;
  cancelText?: string;
  success?: (answer: { confirm: boolean; cancel: boolean }) => void;
}

/** WeChat counts a letter of Latin as half a Chinese character. */
const mostButtonWidth = 8;
const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter > '\u02ff' ? 2 : 1), 0);

/** What is simulated so far. */
const known: Record<string, unknown> = {
  ...storage,
  ...files,
  ...keeping,
  request,
  navigateTo: leading((to, { url }) => to.navigateTo(url)),
  redirectTo: leading((to, { url }) => to.redirectTo(url)),
  switchTab: leading((to, { url }) => to.switchTab(url)),
  navigateBack: leading((to, { delta = 1 }) => to.navigateBack(delta)),
  setNavigationBarTitle({ title }: { title: string }) {
    router?.entitle(title);
  },
  stopPullDownRefresh() {},
  restartMiniProgram: () => location.reload(),
  openPrivacyContract({ success }: Callbacks) {
    window.phone.toasts.push('(WeChat shows the privacy guideline)');
    success?.({});
  },
  login({ success, fail }: Callbacks) {
    void window.weireelLoginCode().then((code) => {
      if (code === null) fail?.({ errMsg: 'login:fail' });
      else success?.({ code, errMsg: 'login:ok' });
    });
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
    success?.({ networkType: navigator.onLine ? window.phone.network : 'none' });
  },
  onNetworkStatusChange: (listener: NetworkListener) => void networkListeners.push(listener),
  showToast({ title }: { title: string }) {
    if (title === '') throw new Error('showToast:fail the title is empty');
    window.phone.toasts.push(title);
    return Promise.resolve();
  },
  showModal(options: ModalOptions) {
    const { title = '', content = '', confirmText = '', cancelText = '' } = options;
    for (const text of [confirmText, cancelText]) {
      if (widthOf(text) > mostButtonWidth)
        throw new Error(`showModal:fail «${text}» is longer than 4 Chinese characters`);
    }
    const { modals, confirms: confirm } = window.phone;
    modals.push({ title, content, confirmText, cancelText });
    options.success?.({ confirm, cancel: !confirm });
    return Promise.resolve();
  },
  showActionSheet({ itemList, success, fail }: Callbacks & { itemList: string[] }) {
    if (itemList.length > 6) throw new Error('showActionSheet:fail more than 6 items');
    const list = document.createElement('div');
    list.className = 'phone-action-sheet';
    const end = () => list.remove();
    const rows = itemList.map((name, tapIndex) => ({ name, act: () => success?.({ tapIndex }) }));
    for (const { name, act } of [
      ...rows,
      { name: '取消', act: () => fail?.({ errMsg: 'showActionSheet:fail cancel' }) },
    ]) {
      const row = document.createElement('div');
      row.textContent = name;
      // A click may still belong to the finger that brought the list.
      row.addEventListener('touchend', (event) => {
        event.preventDefault();
        end();
        act();
      });
      list.append(row);
    }
    document.body.append(list);
  },
  requestSubscribeMessage({ tmplIds, success, fail }: Callbacks & { tmplIds: string[] }) {
    const refuse = (why: string) => fail?.({ errMsg: `requestSubscribeMessage:fail ${why}` });
    if (!isTapped) return refuse('can only be invoked by user TAP gesture.');
    if (tmplIds.length > 3) return refuse('Templates count out of max bounds');
    const { subscribes, subscribed } = window.phone;
    if (subscribes === 'accept') subscribed.push(...tmplIds);
    success?.(Object.fromEntries(tmplIds.map((id) => [id, subscribes])));
  },
  createVideoContext: (id: string, component: unknown) => contextOf(id, component),
};

/** What mini program code sees as `wx`: what is not known here fails, instead of doing nothing. */
export const wx = new Proxy(known, {
  get(target, name) {
    if (typeof name === 'symbol') return undefined;
    const refusal = refuse(name);
    if (refusal !== null) {
      window.phone.refused.push(name);
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
    playbackRate: (rate) => find()?.playbackRate(rate),
  };
}
