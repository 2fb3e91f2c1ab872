import { expect, it } from 'vitest';
import { cleaningOf, setCleaning, setVoice, voiceOf } from './voices.ts';

const clip = { id: 'a', sound: { gain: -6 } };
const operation = (value: object | null) => ({ kind: 'setItem', item: 'a', field: 'sound', value });

it('gives a clip a voice by its name, and takes it away again', () => {
  expect(voiceOf(clip)).toBe('plain');
  expect(setVoice(clip, 'child')).toEqual(operation({ gain: -6, pitch: 6 }));
  const high = { id: 'a', sound: { pitch: 12 } };
  expect(voiceOf(high)).toBe('squirrel');
  expect(setVoice(high, 'plain')).toEqual(operation(null));
  expect(voiceOf({ sound: { pitch: 0.5 } })).toBeNull();
});

it('takes noise away in percent', () => {
  expect(cleaningOf(clip)).toBe(0);
  expect(setCleaning(clip, 40)).toEqual(operation({ gain: -6, denoise: 0.4 }));
  expect(cleaningOf({ sound: { denoise: 0.4 } })).toBe(40);
  expect(setCleaning({ id: 'a', sound: { denoise: 0.4 } }, 0)).toEqual(operation(null));
});
