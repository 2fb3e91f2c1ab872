import { reactive, readonly } from 'vue';

/** A short notice. */
export interface Notice {
  /** Tells it from others. */
  id: number;
  /** Whether it went well, went wrong, or is only said. */
  tone: 'success' | 'error' | 'info';
  /** What is said. */
  text: string;
}

// What went wrong stays until it was read; more than this would hide the page.
const shownMs = 3000;
const mostShown = 3;

const state = reactive<Notice[]>([]);
let lastId = 0;

/** What is shown now, oldest first. */
export const notices = readonly(state);

/** Shows a short notice. Good news goes away by itself; what went wrong stays until it is closed. */
export function notify(tone: Notice['tone'], text: string): void {
  for (const same of state.filter((shown) => shown.text === text)) closeNotice(same.id);
  const id = ++lastId;
  state.push({ id, tone, text });
  state.splice(0, state.length - mostShown);
  if (tone !== 'error') setTimeout(() => closeNotice(id), shownMs);
}

/** Takes a notice away. */
export function closeNotice(id: number): void {
  const at = state.findIndex((shown) => shown.id === id);
  if (at !== -1) state.splice(at, 1);
}
