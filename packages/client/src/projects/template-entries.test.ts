import type { AssetSource, Material } from '@weireel/contract';
import { perform, ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import {
  emptyDocument,
  fillablesOf,
  insertMaterial,
  insertSound,
  insertTitle,
  setSlot,
} from '@weireel/edit/editing';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../api-error.ts';
import { entriesOf, fillingOf, fitsSlot, latestStart, secondsNeeded } from './template-entries.ts';
import { templateProblems } from './template-problems.ts';

const source: AssetSource = {
  ...{ kind: 'video', assetId: 'abcdefgh12345678', sha256: 'a'.repeat(64), duration: 4 * second },
  ...{ widthPx: 720, heightPx: 1280, fps: { num: 30, den: 1 }, hasSound: true },
};

let count = 0;
const newId = (): string => `id${(count += 1)}`;

function after(document: EditDocument, ...operations: Parameters<typeof perform>[1][]): EditDocument {
  return operations.reduce((present, operation) => {
    const outcome = perform(present, operation);
    if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
    return outcome.document;
  }, document);
}

/** A clip, words over it, and music. */
function film(): EditDocument {
  const clip = after(emptyDocument(), ...insertMaterial(emptyDocument(), source, { before: null, newId }));
  const sound = after(clip, ...insertSound(clip, source, { at: 0, newId }));
  return after(sound, ...insertTitle(sound, { at: 0, words: 'Hello, you', newId }));
}

/** The film with all that can be filled as slots. */
function template(): EditDocument {
  const whole = film();
  return fillablesOf(whole).reduce(
    (document, fillable) => after(document, setSlot(document, fillable, `The ${fillable.kind}`)),
    whole,
  );
}

describe('what others may fill', () => {
  test('is pictures, words and music, each a slot or none', () => {
    const document = film();
    expect(fillablesOf(document).map(({ kind, slot }) => [kind, slot])).toEqual([
      ['video', null],
      ['text', null],
      ['music', null],
    ]);
    const [picture, words] = fillablesOf(document);
    if (picture === undefined || words === undefined) throw new Error('nothing to fill');
    const one = after(document, setSlot(document, picture, 'Opening'));
    expect(one.template?.slots).toMatchObject([
      { item: picture.item.id, label: 'Opening', accepts: ['video'] },
    ]);
    const two = after(one, setSlot(one, words, 'Name'), setSlot(one, words, 'Name'));
    const renamed = after(two, setSlot(two, { ...picture, slot: null }, 'First'));
    expect(renamed.template?.slots[0]).toMatchObject({ id: picture.item.id, label: 'First' });
    expect(after(one, setSlot(one, picture, null))).toEqual(document);
  });

  test('is asked for with what it needs, and sent as it was put in', () => {
    const entries = entriesOf(template());
    expect(entries).toMatchObject([
      { kind: 'video', label: 'The video', least: 4 * second },
      { kind: 'text', label: 'The text', least: 0, present: 'Hello, you' },
      { kind: 'music', label: 'The music' },
    ]);
    const [picture, words, music] = entries.map(({ id }) => id);
    expect(fillingOf(entries)).toEqual({});
    const material = { source } as Material; // as: all that is asked of it
    const filled = entries.map((entry) =>
      entry.kind === 'text' ? { ...entry, text: ' Mei ' } : { ...entry, material, fromSeconds: 0.5 },
    );
    expect(fillingOf(filled)).toEqual({
      [picture ?? '']: { assetId: source.assetId, fromMs: 500 },
      [words ?? '']: { text: 'Mei' },
      [music ?? '']: { assetId: source.assetId, fromMs: 500 },
    });
  });

  test('takes what is long enough, and sounds where it is music, and begins in it where it still fits', () => {
    const slot = { kind: 'video', least: 1.55 * second } as const; // as: a kind
    const silent = { ...source, hasSound: false };
    expect(secondsNeeded(slot)).toBe(1.6);
    expect(latestStart(slot, source)).toBe(2.4);
    expect(latestStart(slot, { ...source, duration: second })).toBe(0);
    expect([fitsSlot(slot, silent), fitsSlot({ ...slot, kind: 'music' }, silent)]).toEqual([true, false]);
    expect(fitsSlot(slot, { ...source, duration: second })).toBe(false);
  });

  test('says of each slot what is wrong with it, whoever answers', () => {
    const refusal = (problems: unknown) =>
      new ApiError({
        ...{ code: 'document_invalid', status: 422, title: '', detail: null, errors: [], retryAfterMs: null },
        extra: { problems },
      });
    const say = (problems: unknown) =>
      templateProblems(refusal(problems), 'en', ({ row, slot, text }) => `${row} ${slot} ${text}`);
    const wrong = { path: 'slots.who', code: 'too_long', zh: '太长', en: 'is too long' };
    expect(say([wrong, wrong, { ...wrong, path: 'rows.2.slots.who' }])).toEqual([
      'null who is too long',
      '3 who is too long',
    ]);
    expect(say('<html>')).toEqual([]);
    expect(say([null, 1, { path: 1 }])).toEqual([]);
  });
});
