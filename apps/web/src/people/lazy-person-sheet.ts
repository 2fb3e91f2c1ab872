import { defineAsyncComponent } from 'vue';
import { lazily } from '../shell/load-code.ts';

const load = lazily(() => import('./person-sheet.vue'), false);

/** What may be done about a person; comes when somebody asks. */
export const PersonSheet = defineAsyncComponent(load);
