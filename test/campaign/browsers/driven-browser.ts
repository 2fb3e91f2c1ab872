import { setTimeout as pause } from 'node:timers/promises';

/** A browser that a program drives. */
export interface DrivenBrowser {
  /** Name and version, for the report. */
  name: string;
  /** Opens an address and waits until it has loaded. */
  goTo(url: string): Promise<void>;
  /** Value of an expression in the page, of which JSON remains; a promise is waited for. */
  evaluate(expression: string): Promise<unknown>;
  /** Performs input as the WebDriver standard describes it. */
  act(sources: readonly InputSource[]): Promise<void>;
  /** Chooses a file in the first file input that fits a selector. */
  chooseFile(selector: string, path: string): Promise<void>;
  /** Sets the size of the window, in pixels. */
  resize(size: { width: number; height: number }): Promise<void>;
  /** Ends it and all that it started. */
  close(): Promise<void>;
}

/** A device and what it does (W3C WebDriver, section 17 "Actions"). */
export type InputSource =
  | { type: 'key'; id: string; actions: readonly { type: 'keyDown' | 'keyUp'; value: string }[] }
  | {
      type: 'pointer';
      id: string;
      parameters: { pointerType: 'mouse' };
      actions: readonly PointerAction[];
    }
  | {
      type: 'wheel';
      id: string;
      actions: readonly { type: 'scroll'; x: number; y: number; deltaX: number; deltaY: number }[];
    };

type PointerAction =
  | { type: 'pointerMove'; x: number; y: number; duration: number }
  | { type: 'pointerDown' | 'pointerUp'; button: 0 };

/** Keys without a character, as WebDriver writes them. */
export const keys = {
  arrowUp: '\uE013',
  arrowDown: '\uE015',
  arrowLeft: '\uE012',
  end: '\uE010',
} as const;

/** Also on a machine with much else to do. */
const longestWaitMs = 90_000;

/** Waits until an expression in the page is true; rejects with what was waited for, and what there was instead. */
export function until(browser: DrivenBrowser, what: string, expression: string): Promise<void> {
  return untilSo(what, () => browser.evaluate(expression));
}

/** Waits until a question is answered with true; rejects as above. */
export async function untilSo(what: string, ask: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + longestWaitMs;
  let seen: unknown;
  while (performance.now() < deadline) {
    seen = await ask();
    if (seen === true) return;
    await pause(100);
  }
  throw new Error(`${what}: not within ${longestWaitMs / 1000} s, but ${JSON.stringify(seen)}`);
}

/** Presses a key and lets it go. */
export function press(browser: DrivenBrowser, value: string): Promise<void> {
  const actions = [
    { type: 'keyDown' as const, value },
    { type: 'keyUp' as const, value },
  ]; // of InputSource
  return browser.act([{ type: 'key', id: 'keyboard', actions }]);
}

/** Clicks the middle of the element that an expression finds, when it is there. */
export async function click(browser: DrivenBrowser, what: string, element: string): Promise<void> {
  await until(browser, `${what} is there`, `(${element}) != null`);
  // as: the expression says so
  const [x, y] = (await browser.evaluate(`(() => {
    const found = ${element};
    found.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = found.getBoundingClientRect();
    return [Math.round(left + width / 2), Math.round(top + height / 2)];
  })()`)) as [number, number];
  const actions = [
    { type: 'pointerMove' as const, x, y, duration: 0 }, // of InputSource, as are the two below
    { type: 'pointerDown' as const, button: 0 as const },
    { type: 'pointerUp' as const, button: 0 as const },
  ];
  await browser.act([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }]);
}

/** Turns the wheel down by one notch over the middle of the window. */
export function turnWheel(
  browser: DrivenBrowser,
  { width, height }: { width: number; height: number },
): Promise<void> {
  const place = { x: Math.round(width / 2), y: Math.round(height / 2) };
  const actions = [{ type: 'scroll' as const, ...place, deltaX: 0, deltaY: 120 }]; // of InputSource
  return browser.act([{ type: 'wheel', id: 'wheel', actions }]);
}
