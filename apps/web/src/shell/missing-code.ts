import { reactive, readonly, watch } from 'vue';
import type { Router } from 'vue-router';
import { onReconnected } from '../api/connection.ts';
import { uploadActivity } from '../upload/activity.ts';
import { remedyFor, type CodeRemedy, type ServedBuild } from './code-remedy.ts';
import { CodeMissingError } from './load-code.ts';
import { askServedBuild } from './served-build.ts';

const memoryKey = 'weireel.reloaded-at';
const onceInMs = 30_000;

/** A page that could not be opened for want of its code. */
export interface MissingPage {
  /** Its address; null: every page that was wanted is there. */
  path: string | null;
  /** What is being done about it. */
  remedy: CodeRemedy;
  /** What the server said last. */
  served: ServedBuild;
}

const state = reactive<MissingPage>({ path: null, remedy: 'wait', served: 'unreachable' });
let tries = 0;
let open: (path: string) => void = () => {};

/** The page that is wanted and not there, for the notice about it. */
export const missingPage = readonly(state);

/** Keeps the present page when the code of another cannot be loaded, and opens that one as soon as it can be. */
export function followMissingPages(router: Router): void {
  open = (path) => {
    router.push(path).catch(() => {
      // The router tells `onError`, below.
    });
  };
  router.onError((error, to) => {
    if (error instanceof CodeMissingError) void miss(to.fullPath, error.served);
  });
  router.afterEach((_to, _from, failure) => {
    if (failure === undefined) forgetMissingPage();
  });
  onReconnected(() => {
    if (state.path !== null && state.remedy === 'wait') open(state.path);
  });
  // What was not to be lost has arrived.
  watch(
    () => uploadActivity.active,
    (active) => {
      if (active === 0 && state.path !== null && state.remedy === 'offer')
        void mend(state.path, state.served);
    },
  );
}

/** Opens the missing page again: by the router, or by beginning anew where only that helps. */
export function retryMissingPage(): void {
  if (state.path === null) return;
  if (state.remedy === 'offer') void reloadAt(state.path);
  else open(state.path);
}

/** Stays with the page that is there. */
export function forgetMissingPage(): void {
  state.path = null;
  tries = 0;
}

async function miss(path: string, served: ServedBuild): Promise<void> {
  if (state.path !== path) forgetMissingPage();
  state.path = path;
  await mend(path, served);
}

async function mend(path: string, served: ServedBuild): Promise<void> {
  state.served = served;
  state.remedy = remedyFor({
    served,
    triesBefore: tries,
    isBusy: uploadActivity.active > 0,
    hasJustReloaded: Date.now() - Number(sessionStorage.getItem(memoryKey) ?? 0) < onceInMs,
  });
  if (state.remedy === 'reload') await reloadAt(path);
  if (state.remedy !== 'try-again') return;
  tries++;
  open(path);
}

/** Begins anew at an address, when the server answers: without it the browser would show its own error page. */
async function reloadAt(path: string): Promise<void> {
  if ((await askServedBuild()) === 'unreachable') {
    state.remedy = 'wait';
    return;
  }
  sessionStorage.setItem(memoryKey, String(Date.now()));
  location.assign(path);
}
