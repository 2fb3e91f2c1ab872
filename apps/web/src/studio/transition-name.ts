import { familyOf } from '@weireel/edit/editing';

/** What a transition is called, in the words of `translate`; null: what is said where there is none. */
export function transitionName(kind: string | null, translate: (key: string) => string): string {
  if (kind === null) return translate('studio.without');
  const family = familyOf(kind);
  if (family === null) return kind;
  const variant = kind.slice(family.name.length + 1);
  const name = translate(`studio.transition.${family.name}`);
  return variant === '' ? name : `${name} · ${translate(`studio.variant.${variant}`)}`;
}
