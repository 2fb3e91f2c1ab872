import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFakeSpeech, type FakeFailure, type FakeSpeech } from '../../../../test/fake-speech.ts';
import { askEngine } from './ask-engine.ts';
import { writeWav } from './cut-speech.ts';

let fake: FakeSpeech;
beforeAll(async () => {
  fake = await startFakeSpeech();
});
afterAll(() => fake.close());

const wav = writeWav(new Int16Array(1600).fill(500));
const ask = ({ key = fake.key, signal = new AbortController().signal } = {}) =>
  askEngine({ url: fake.url, model: 'whisper-1', key }, wav, { language: 'en', signal });

test('an engine is given a piece, and its answer is what it heard (GOAL-42)', async () => {
  fake.answer([{ start: 0, end: 0.1, text: 'Hello' }]);
  expect(await ask()).toMatchObject({ segments: [{ start: 0, end: 0.1, text: 'Hello' }] });
  expect(fake.heard.splice(0)).toEqual([{ language: 'en', model: 'whisper-1', seconds: 0.1, peak: 500 }]);
});

const failures: [string, FakeFailure][] = [
  ['refuses', { status: 401 }],
  ['is away', { status: 503 }],
  ['answers no JSON', { body: '<html>Please sign in' }],
  ['answers without end', { body: JSON.stringify({ segments: ['x'.repeat(2_000_000)] }) }],
];
test.each(failures)('an engine that %s has failed, and may be asked again', async (_what, failure) => {
  fake.failNext(failure);
  await expect(ask()).rejects.toMatchObject({ code: 'speech_failed' });
});

test('an engine that sends one elsewhere is not followed', async () => {
  const elsewhere = await startFakeSpeech();
  fake.failNext({ redirect: elsewhere.url });
  await expect(ask()).rejects.toMatchObject({ code: 'speech_failed' });
  expect(elsewhere.heard).toEqual([]);
  await elsewhere.close();
});

test('why it failed is told to administrators without the key', async () => {
  const refused = await ask({ key: 'another-key' }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'speech_failed', cause: { message: 'it answered 401' } });
  expect(JSON.stringify(refused)).not.toContain('another-key');
});

test('listening ends at once when it is not wanted any more', async () => {
  const deleted = new AbortController();
  fake.failNext('silence');
  const listening = ask({ signal: deleted.signal });
  await expect.poll(() => fake.isWaiting()).toBe(true);
  deleted.abort(new Error('deleted'));
  await expect(listening).rejects.toThrow('deleted');
});
