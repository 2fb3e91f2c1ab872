import { expect, test } from 'vitest';
import { TransportError } from '../transport.ts';
import { createPace } from './pace.ts';

/** Sends parts, each of which stays under way until the test ends it. */
function sending(most: number) {
  const pace = createPace(most);
  const open: { answer: () => void; lose: () => void }[] = [];
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    open,
    async send(count: number) {
      for (let n = 0; n < count; n += 1) {
        const sent = pace(
          () =>
            new Promise<void>((resolve, reject) =>
              open.push({ answer: resolve, lose: () => reject(new TransportError('lost')) }),
            ),
        );
        // Whoever sends the part hears of it; here it is the pace alone that matters.
        sent.catch(() => undefined);
      }
      await settle();
    },
    async end(how: 'answer' | 'lose', count: number) {
      for (const one of open.splice(0, count)) one[how]();
      await settle();
    },
  };
}

test('so many parts are under way at once', async () => {
  const line = sending(3);
  await line.send(5);
  expect(line.open).toHaveLength(3);
  await line.end('answer', 1);
  expect(line.open).toHaveLength(3);
});

test('after a part to which no answer came they go one at a time, until the line has proven itself', async () => {
  const line = sending(3);
  await line.send(40);
  await line.end('lose', 1);
  await line.end('answer', 2);
  expect(line.open).toHaveLength(1);
  for (let n = 0; n < 14; n += 1) await line.end('answer', 1);
  expect(line.open).toHaveLength(2);
});
