import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const script = await readFile(source, 'utf8');

/** How bad a finding has to be to count. */
const counted: readonly unknown[] = ['serious', 'critical'];

/**
 * What axe-core (WCAG 2.2 A and AA, and its best practices) finds serious or critical on a page as it stands: one
 * line for each place, with the rule first. What still moves is brought to its end before.
 *
 * @param only rules that alone are looked for, where nothing that is switched off counts. Absent: all
 */
export async function lookWithAxe(page: Page, only: readonly string[] = []): Promise<string[]> {
  await page.evaluate(settle);
  // Evaluated by the debugger, which the page's policy for scripts does not bind.
  await page.evaluate(script);
  const { violations } = await page.evaluate<AxeResults>(
    only.length === 0
      ? `axe.run({ resultTypes: ['violations'] })`
      : `axe.run({ exclude: ['[disabled]', '[aria-disabled=true]'] },
          { resultTypes: ['violations'], runOnly: ${JSON.stringify(only)} })`,
  );
  return violations
    .filter(({ impact }) => counted.includes(impact))
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, any }) => `${id}: ${target.join(' ')} (${any.map(({ message }) => message).join('; ')})`,
      ),
    );
}

/** Text that fades in would be measured half faded. Runs in the page, so it is text. */
const settle = `(() => {
  for (const animation of document.getAnimations()) {
    if (animation.effect.getComputedTiming().endTime !== Infinity) animation.finish();
  }
})()`;
