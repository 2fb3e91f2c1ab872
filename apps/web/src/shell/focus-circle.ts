const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]';

/** What can have the focus by the Tab key inside a box, in the order of the page. */
export function focusableIn(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>(focusable)].filter(
    (element) => element.tabIndex >= 0 && element.checkVisibility(),
  );
}

/** Keeps the focus in a box on Tab: browsers let it wander from the last control into their own; here it goes on with the first. */
export function keepFocusIn(box: HTMLElement, event: KeyboardEvent): void {
  const next = nextInCircle(box, document.activeElement, event.shiftKey);
  if (next === null) return;
  event.preventDefault();
  next.focus();
}

/** Where Tab leads at the edge of a box, so that it stays inside; null: the browser's own way is right. */
function nextInCircle(box: HTMLElement, current: Element | null, isBackward: boolean): HTMLElement | null {
  const all = focusableIn(box);
  const at = all.findIndex((element) => element === current);
  if (isBackward) return at <= 0 ? (all.at(-1) ?? null) : null;
  return at === all.length - 1 ? (all[0] ?? null) : null;
}
