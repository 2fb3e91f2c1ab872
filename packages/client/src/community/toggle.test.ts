import { expect, test } from 'vitest';
import { createToggle, type ToggleState } from './toggle.ts';

/** A toggle whose server answers when the test wants. */
function setUp(state: ToggleState) {
  const shown: ToggleState[] = [];
  const sent: boolean[] = [];
  const failures: unknown[] = [];
  const answers: { resolve: (state: ToggleState) => void; reject: (error: Error) => void }[] = [];
  const toggle = createToggle({
    state,
    send(isOn) {
      sent.push(isOn);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    onShown: (now) => shown.push(now),
    onFailed: (error) => failures.push(error),
  });
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { toggle, shown, sent, failures, answers, settled };
}

test('a wish is shown at once, and then what the server says', async () => {
  const { toggle, shown, answers, settled } = setUp({ isOn: false, count: 7 });
  toggle.set(true);
  expect(shown).toEqual([{ isOn: true, count: 8 }]);
  answers[0]?.resolve({ isOn: true, count: 12 });
  await settled();
  expect(shown.at(-1)).toEqual({ isOn: true, count: 12 });
});

test('a wish that fails goes back, and says why', async () => {
  const { toggle, shown, failures, answers, settled } = setUp({ isOn: true, count: 1 });
  toggle.set(false);
  expect(shown.at(-1)).toEqual({ isOn: false, count: 0 });
  answers[0]?.reject(new Error('away'));
  await settled();
  expect(shown.at(-1)).toEqual({ isOn: true, count: 1 });
  expect(failures).toEqual([new Error('away')]);
  toggle.set(false);
  expect(shown.at(-1)).toEqual({ isOn: false, count: 0 });
});

test('of quick presses the last one holds, one call at a time', async () => {
  const { toggle, sent, shown, answers, settled } = setUp({ isOn: false, count: 0 });
  for (const isOn of [true, false, true, false]) toggle.set(isOn);
  expect(sent).toEqual([true]);
  answers[0]?.resolve({ isOn: true, count: 3 });
  await settled();
  expect(sent).toEqual([true, false]);
  answers[1]?.resolve({ isOn: false, count: 2 });
  await settled();
  expect(shown.at(-1)).toEqual({ isOn: false, count: 2 });
  expect(sent).toHaveLength(2);
});
