import { expect, test } from 'vitest';
import { createFindOrMake } from './find-or-make.ts';

/** A thing of which it is told when looks at it answer, and how often it was made. */
function slowThing() {
  const looks: (() => void)[] = [];
  let kept: string | null = null;
  const thing = {
    made: 0,
    asked: 0,
    looks,
    find: () => {
      const seen = kept;
      return new Promise<string | null>((resolve) => looks.push(() => resolve(seen)));
    },
    allow: () => void (thing.asked += 1),
    make: async () => {
      thing.made += 1;
      kept = `made ${thing.made}`;
      return kept;
    },
  };
  return thing;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('all who ask while it is made wait for the same, which is asked for in the name of the first', async () => {
  const [findOrMake, thing] = [createFindOrMake<string>(), slowThing()];
  const answers = [1, 2, 3].map(() => findOrMake('it', thing));
  for (let looked = 0; looked < 4; looked += 1) {
    thing.looks[looked]?.();
    await settled();
  }
  expect(await Promise.all(answers)).toEqual(['made 1', 'made 1', 'made 1']);
  expect([thing.made, thing.asked]).toEqual([1, 1]);
});

test('a look that began before it was kept and answers after that makes nothing a second time', async () => {
  const [findOrMake, thing] = [createFindOrMake<string>(), slowThing()];
  const [first, late] = [findOrMake('it', thing), findOrMake('it', thing)];
  thing.looks[0]?.();
  await settled();
  thing.looks[2]?.(); // the first one's second look: it is still not there
  expect(await first).toBe('made 1');
  thing.looks[1]?.(); // the other one's only look, from before
  await settled();
  thing.looks[3]?.();
  expect(await late).toBe('made 1');
  expect(thing.made).toBe(1);
});

test('what could not be made is made by the next one who asks', async () => {
  const findOrMake = createFindOrMake<string>();
  let tries = 0;
  const thing = {
    find: async () => null,
    allow: () => {},
    make: async () => {
      tries += 1;
      if (tries === 1) throw new Error('not now');
      return 'made';
    },
  };
  await expect(findOrMake('it', thing)).rejects.toThrow('not now');
  expect(await findOrMake('it', thing)).toBe('made');
});
