import { startBrowser } from '../../browser.ts';
import { lookWithAxe } from '../../browser/look-with-axe.ts';
import { allScenes, furnish, looks, withScene } from '../../browser/scenes.ts';
import type { CampaignReport } from '../campaign-part.ts';

/** Looks at every page, and at all that lies over one, with axe-core: phone and desktop, light and dark, both languages. */
export async function lookAtEveryPage(
  url: string,
  clip: string,
  { say, signal }: { say: (message: string) => void; signal: AbortSignal },
): Promise<CampaignReport> {
  const furniture = await furnish(url, clip);
  const browser = await startBrowser();
  const scenes = Object.entries(allScenes(furniture));
  // Of each finding, where it was seen.
  const found = new Map<string, string[]>();
  try {
    for (const [lookName, look] of Object.entries(looks)) {
      for (const [name, scene] of scenes) {
        signal.throwIfAborted();
        const lines = await withScene(browser, url, { scene, look }, lookWithAxe).catch((error: unknown) => [
          `it could not be looked at: ${String(error).split('\n')[0]}`,
        ]);
        for (const line of lines) {
          const place = `${name}: ${line}`;
          found.set(place, [...(found.get(place) ?? []), lookName]);
        }
      }
      say(`axe, ${lookName}: ${scenes.length} pages, ${found.size} findings so far`);
    }
  } finally {
    await browser.close();
  }
  const seenIn = ([place, names]: [string, string[]]): string => `axe, ${place}, in ${names.join('; ')}`;
  const count = Object.keys(looks).length;
  return {
    facts: [
      `axe-core looked at ${scenes.length} pages and dialogs in ${count} looks: ${found.size} serious or critical findings`,
    ],
    tables: [],
    problems: [...found].map(seenIn),
  };
}
