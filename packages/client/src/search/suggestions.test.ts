import { expect, test } from 'vitest';
import { createSuggestions } from './suggestions.ts';

/** Suggestions whose pauses and answers a test ends when it likes. */
function startTyping() {
  const asked: { q: string; answer: (texts: string[]) => void }[] = [];
  const shown: (readonly string[])[] = [];
  let due: (() => void) | null = null;
  const suggestions = createSuggestions({
    ask: (q) => new Promise((resolve) => asked.push({ q, answer: resolve })),
    onChange: (texts) => shown.push(texts),
    after(_ms, act) {
      due = act;
      return () => (due = null);
    },
  });
  return { ...{ suggestions, asked, shown }, pause: () => due?.() };
}

test('only what stands in the field after a pause is asked for', () => {
  const { suggestions, asked, pause } = startTyping();
  for (const text of ['c', 'ca', ' cat ']) suggestions.type(text);
  pause();
  expect(asked.map(({ q }) => q)).toEqual(['cat']);
});

test('what comes for an older text, or after the end, is dropped', async () => {
  const { suggestions, asked, shown, pause } = startTyping();
  suggestions.type('c');
  pause();
  suggestions.type('d');
  pause();
  asked[0]?.answer(['cat']);
  asked[1]?.answer(['dog']);
  await expect.poll(() => shown).toEqual([['dog']]);
  suggestions.type('e');
  pause();
  suggestions.stop();
  asked[2]?.answer(['eel']);
  suggestions.type('');
  await Promise.resolve();
  expect(shown).toEqual([['dog'], []]);
});
