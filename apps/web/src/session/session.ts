import { ApiError } from '@weireel/client';
import type { LoginBody, Me, RegisterBody, SetupBody, SetupState } from '@weireel/contract';
import { defineStore } from 'pinia';
import { ref } from 'vue';
import { api } from '../api/api.ts';
import { rememberText } from '../memory.ts';

/** Who uses this browser, and what the server allows. */
export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null);
  const setup = ref<SetupState | null>(null);
  let loading: Promise<void> | null = null;

  /** Asks the server once; after a failure the next call asks again. */
  async function load(): Promise<void> {
    loading ??= Promise.all([refreshSetup(), refreshMe()]).then(() => undefined);
    try {
      await loading;
    } catch (error) {
      loading = null;
      throw error;
    }
  }

  async function refreshSetup(): Promise<void> {
    setup.value = await api.call('setupState');
  }

  async function refreshMe(): Promise<void> {
    try {
      me.value = await api.call('me');
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      me.value = null;
    }
    noteSignedIn();
  }

  async function logIn(body: LoginBody): Promise<void> {
    await api.call('login', { body });
    await refreshMe();
  }

  async function register(body: RegisterBody): Promise<void> {
    await api.call('register', { body });
    await refreshMe();
  }

  async function setUp(body: SetupBody): Promise<void> {
    await api.call('setup', { body });
    await Promise.all([refreshMe(), refreshSetup()]);
  }

  async function logOut(): Promise<void> {
    try {
      await api.call('logout');
    } catch (error) {
      // A session that is gone already is what was asked for.
      if (!(error instanceof ApiError && error.status === 401)) throw error;
    }
    me.value = null;
    noteSignedIn();
  }

  /** For the next start: before its code is here, a page plays to visitors alone (`index.html`). */
  function noteSignedIn(): void {
    rememberText('weireel.signed-in', me.value === null ? null : 'yes');
  }

  return { me, setup, load, refreshMe, logIn, register, setUp, logOut };
});
