import { ref, watchEffect } from 'vue';
import { i18n } from '../language/language.ts';

/** The title that the browser's tab shows. */
export const pageTitle = ref(document.title);

/** Names a page in the browser's tab; `subject`: what it is about, or undefined for the brand alone. */
export function entitle(subject: string | undefined): void {
  const brand = i18n.global.t('brand');
  pageTitle.value = subject === undefined ? brand : `${subject} · ${brand}`;
}

watchEffect(() => (document.title = pageTitle.value));
