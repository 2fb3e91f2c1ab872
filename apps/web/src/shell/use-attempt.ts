import { ref } from 'vue';
import { errorText } from './error-text.ts';

/** What a form or a dialog does when somebody presses its button: one thing at a time, and why it did not work. */
export function useAttempt() {
  const isBusy = ref(false);
  /** Why the last one did not work; empty: it did, or nothing was tried. */
  const trouble = ref('');

  /** Does something, unless something is being done; what it throws is said in `trouble`. */
  async function attempt(work: () => Promise<unknown>): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    trouble.value = '';
    try {
      await work();
    } catch (error) {
      trouble.value = errorText(error);
    } finally {
      isBusy.value = false;
    }
  }

  return { isBusy, trouble, attempt };
}
