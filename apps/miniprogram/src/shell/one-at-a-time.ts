import { tellTrouble } from './tell-trouble.ts';

/** Does one thing of a page at a time, saying so by its `isBusy`, and says what went wrong. */
export async function oneAtATime(
  page: { data: { isBusy: boolean }; setData(changes: { isBusy: boolean }): void },
  work: () => Promise<void>,
): Promise<void> {
  if (page.data.isBusy) return;
  page.setData({ isBusy: true });
  try {
    await work();
  } catch (error) {
    tellTrouble(error);
  } finally {
    page.setData({ isBusy: false });
  }
}
