import { defineAsyncComponent } from 'vue';
import { lazily } from './load-code.ts';

const load = lazily(() => import('./account-menu.vue'), false);

/** The menu of the account; comes after the first picture, like whoever is signed in. */
export const AccountMenu = defineAsyncComponent(load);
