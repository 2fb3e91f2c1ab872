import { expect, test } from 'vitest';
import type { PlayOutcome } from './play-intent.ts';
import { createSound, mayHint, playWithSound, type Sounding } from './sound.ts';

/** A device that remembers what it is told. */
function memoryOf(texts: Record<string, string> = {}) {
  const memory = new Map(Object.entries(texts));
  return {
    texts: memory,
    read: (key: string) => memory.get(key) ?? null,
    write: (key: string, text: string | null) =>
      void (text === null ? memory.delete(key) : memory.set(key, text)),
  };
}

const silently = () => {};

test('a device that remembers nothing is silent, and nobody has decided so', () => {
  const sound = createSound(memoryOf(), silently);
  expect(sound.state()).toEqual({ muted: true, volume: 1, isDecided: false, hintedOn: null });
});

test.each([
  ['no', false],
  ['yes', true],
])('who chose %s for «muted» finds it so at the next visit', (text, muted) => {
  const sound = createSound(memoryOf({ 'weireel.muted': text }), silently);
  expect(sound.state()).toMatchObject({ muted, isDecided: true });
});

test.each(['loud', '-1', '2', 'NaN'])('a remembered volume of «%s» is not believed', (text) => {
  expect(createSound(memoryOf({ 'weireel.volume': text }), silently).state().volume).toBe(1);
});

test('turning sound on from silence makes it heard, and is remembered', () => {
  const memory = memoryOf({ 'weireel.volume': '0' });
  const sound = createSound(memory, silently);
  sound.setMuted(false);
  expect(sound.state()).toMatchObject({ muted: false, volume: 0.5 });
  expect(Object.fromEntries(memory.texts)).toEqual({ 'weireel.muted': 'no', 'weireel.volume': '0.5' });
});

test('turning the volume up unmutes, turning it down to nothing does not mute', () => {
  const sound = createSound(memoryOf(), silently);
  sound.setVolume(0.3);
  expect(sound.state()).toMatchObject({ muted: false, volume: 0.3 });
  sound.setVolume(-4);
  expect(sound.state()).toMatchObject({ muted: false, volume: 0 });
});

test('one video hints at sound, until somebody decides', () => {
  const sound = createSound(memoryOf(), silently);
  const hints = (id: string) => mayHint(sound.state(), id);
  expect(hints('a')).toBe(true);
  sound.noteHint('a');
  sound.noteHint('b');
  expect([hints('a'), hints('b')]).toEqual([true, false]);
  sound.setMuted(true);
  expect(hints('a')).toBe(false);
});

test('each change is told', () => {
  const told: boolean[] = [];
  const sound = createSound(memoryOf(), ({ muted }) => told.push(muted));
  sound.setMuted(false);
  sound.refuse();
  expect(told).toEqual([false, true]);
});

/** A platform whose attempts to play end as the test says. */
function media(...outcomes: PlayOutcome[]) {
  const attempts: boolean[] = [];
  const sounding: Sounding = {
    setSound: ({ muted }) => void attempts.push(muted),
    play: () => Promise.resolve(outcomes.shift() ?? 'playing'),
  };
  return { attempts, sounding };
}

test('where sound is forbidden before the first touch it plays silently, and the wish stays remembered', async () => {
  const memory = memoryOf({ 'weireel.muted': 'no' });
  const sound = createSound(memory, silently);
  const { attempts, sounding } = media('refused', 'playing');
  expect(await playWithSound(sounding, sound)).toBe('playing');
  expect(attempts).toEqual([false, true]);
  expect(sound.state()).toMatchObject({ muted: true, isDecided: false });
  expect(memory.read('weireel.muted')).toBe('no');
});

test.each(['interrupted', 'unplayable', 'playing'] as const)(
  'an attempt that ended %s is not repeated',
  async (end) => {
    const sound = createSound(memoryOf({ 'weireel.muted': 'no' }), silently);
    const { attempts, sounding } = media(end);
    expect(await playWithSound(sounding, sound)).toBe(end);
    expect(attempts).toEqual([false]);
  },
);

test('what is silent already has nothing to give up', async () => {
  const { attempts, sounding } = media('refused');
  expect(await playWithSound(sounding, createSound(memoryOf(), silently))).toBe('refused');
  expect(attempts).toEqual([true]);
});
