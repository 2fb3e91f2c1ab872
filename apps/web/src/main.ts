import './tokens.css';
import './base.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { watchNetwork } from './api/connection.ts';
import App from './app.vue';
import { watchMissingFiles } from './shell/missing-files.ts';
import { followTheme } from './shell/theme.ts';
import { i18n, restoreLanguage } from './language/language.ts';
import { router } from './router.ts';

watchMissingFiles();
await restoreLanguage();
watchNetwork();
followTheme(router);
createApp(App).use(createPinia()).use(i18n).use(router).mount('#app');
