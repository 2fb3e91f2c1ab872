import { defineAsyncComponent } from 'vue';
import { lazily } from '../shell/load-code.ts';

const load = lazily(() => import('./report-sheet.vue'), false);

/** Asks why something is reported; comes when somebody does. */
export const ReportSheet = defineAsyncComponent(load);
