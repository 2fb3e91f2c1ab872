import { i18n } from '../language/language.ts';

/** Names a page in the browser's tab; `key`: its message, or undefined for the brand alone. */
export function titleOf(key: string | undefined): string {
  const brand = i18n.global.t('brand');
  return key === undefined ? brand : `${i18n.global.t(key)} · ${brand}`;
}
