import type { AssetSource, FileSource } from '@weireel/contract';
import {
  effectKinds,
  performTogether,
  ticksOfSeconds,
  ticksPerSecond as second,
  transitionKinds,
  type EditDocument,
  type Operation,
} from '@weireel/edit';
import {
  animateTitle,
  loopTitle,
  revealTitle,
  revealUnits,
  asClip,
  asTitle,
  cutBefore,
  cutsOf,
  emptyDocument,
  familyOf,
  insertMaterial,
  insertTitle,
  kindsOf,
  lengthOf,
  longestAt,
  lookOf,
  lookSliders,
  ownFilesOf,
  placeTitle,
  putEverywhere,
  putTransition,
  removeEverywhere,
  removeItem,
  removeLost,
  resetLook,
  sameWay,
  setFilter,
  setSlider,
  setTable,
  setTableStrength,
  setTitleFont,
  setTitleLook,
  setWords,
  type Title,
  transitionGroups,
  trimRange,
  wordsOf,
} from '@weireel/edit/editing';
import { animationPresets, findUnrendered, revealPresets } from '@weireel/render';
import { describe, expect, test } from 'vitest';
import { draftTitlesAt, hasMoreThanDraft } from './draft-titles.ts';

const frame = second / 25;
let count = 0;
const newId = (): string => `n${(count += 1)}`;

/** A document after edits that must all hold, and that must be rendered. */
function after(document: EditDocument, ...operations: Operation[]): EditDocument {
  const step = performTogether({ document, done: [], undone: [] }, operations);
  if (step.kind === 'refused') throw new Error(JSON.stringify(step.problems));
  expect(findUnrendered(step.history.document)).toEqual([]);
  return step.history.document;
}

/** A film of clips of so many seconds. */
function filmOf(...lengths: number[]): EditDocument {
  return lengths.reduce((document, seconds) => {
    const source: AssetSource = {
      ...{ kind: 'video', assetId: `a${seconds}`, sha256: '0'.repeat(64), duration: seconds * second },
      ...{ widthPx: 1280, heightPx: 720, fps: { num: 25, den: 1 }, hasSound: true },
    };
    return after(document, ...insertMaterial(document, source, { before: null, newId }));
  }, emptyDocument());
}

const mainOf = ({ tracks: [track] }: EditDocument) => {
  if (track === undefined) throw new Error('there is no track');
  return track;
};
const cutAt = (document: EditDocument, index: number) => {
  const cut = cutsOf(mainOf(document))[index];
  if (cut === undefined) throw new Error('there is no cut');
  return cut;
};
const sidesOf = (document: EditDocument): [before: number, after: number][] =>
  mainOf(document).transitions.map((each) => [each.before / frame, each.after / frame]);

describe('transitions', () => {
  test('all kinds that are drawn are offered, each once', () => {
    const offered = Object.values(transitionGroups).flat().flatMap(kindsOf);
    expect(offered.toSorted()).toEqual([...transitionKinds].toSorted());
  });

  test('another one keeps the direction where it has it', () => {
    expect(familyOf('wipe-up')?.name).toBe('wipe');
    expect(sameWay('push', 'wipe-up')).toBe('push-up');
    expect(sameWay('fade', 'wipe-up')).toBe('fade-black');
    expect(sameWay('heart', '')).toBe('heart');
    expect(familyOf('of-a-newer-program')).toBe(null);
  });

  test('one lies half before its cut and half after it, and becomes another in its place', () => {
    const film = filmOf(2, 3);
    const duration = ticksOfSeconds(1);
    const joined = after(
      film,
      ...putTransition(film, cutAt(film, 0), { kind: 'dissolve', duration, newId: 't' }),
    );
    expect(sidesOf(joined)).toEqual([[12, 13]]);
    const wish = { kind: 'heart', duration: 2 * second, newId: 't2' };
    const other = after(joined, ...putTransition(joined, cutAt(joined, 0), wish));
    expect(mainOf(other).transitions).toMatchObject([{ id: 't2', kind: 'heart' }]);
    expect(sidesOf(other)).toEqual([[25, 25]]);
    expect(cutBefore(other, cutAt(other, 0).to.id)?.transition?.kind).toBe('heart');
  });

  test('its length ends where clips end, and where the next transition begins', () => {
    const film = filmOf(0.4, 1, 2);
    expect(longestAt(film, cutAt(film, 0)) / frame).toBe(35);
    const wish = { kind: 'dissolve', duration: 9 * second, newId: 't' };
    const joined = after(film, ...putTransition(film, cutAt(film, 0), wish));
    expect(sidesOf(joined)).toEqual([[10, 25]]);
    // The clip between is taken: what comes lies after the cut.
    expect(longestAt(joined, cutAt(joined, 1)) / frame).toBe(50);
    const both = after(
      joined,
      ...putTransition(joined, cutAt(joined, 1), { ...wish, duration: second, newId: 'u' }),
    );
    expect(sidesOf(both)[1]).toEqual([0, 25]);
  });

  test('the same is put at all cuts, shorter where clips are, and taken away from all', () => {
    const film = filmOf(2, 0.4, 3);
    const one = after(
      film,
      ...putTransition(film, cutAt(film, 0), { kind: 'heart', duration: second, newId: 't' }),
    );
    const all = after(one, ...putEverywhere(one, mainOf(one), { kind: 'box', duration: second, newId }));
    expect(mainOf(all).transitions.map(({ kind }) => kind)).toEqual(['box', 'box']);
    expect(mainOf(all).transitions.map((each) => lengthOf(each) / frame)).toEqual([25, 25]);
    expect(sidesOf(all)).toEqual([
      [20, 5],
      [5, 20],
    ]);
    expect(mainOf(after(all, ...removeEverywhere(mainOf(all)))).transitions).toEqual([]);
  });

  test('a clip is not trimmed shorter than its transitions', () => {
    const film = filmOf(2, 3);
    const joined = after(
      film,
      ...putTransition(film, cutAt(film, 0), { kind: 'box', duration: second, newId: 't' }),
    );
    const { from } = cutAt(joined, 0);
    const clip = asClip(from);
    if (clip === null) throw new Error('it is no clip');
    const range = trimRange(joined, clip, { edge: 'out', ripple: true });
    expect(range).toEqual({ min: (12 - 50) * frame, max: 0 });
    after(joined, { kind: 'trimOut', item: clip.id, by: range.min, ripple: true });
  });
});

describe('looks', () => {
  const clipOf = (document: EditDocument) => {
    const clip = asClip(mainOf(document).items[0]);
    if (clip === null) throw new Error('it is no clip');
    return clip;
  };

  test('all sliders of colours are offered', () => {
    const offered = [...lookSliders.usual, ...lookSliders.more];
    expect(offered.toSorted()).toEqual(Object.keys(effectKinds.colour ?? {}).toSorted());
  });

  test('a filter and sliders are set and reset, and other effects stay', () => {
    const film = filmOf(2);
    const { id } = clipOf(film);
    const blur = { kind: 'blur', version: 1, params: { radius: 0.01 } };
    let edited = after(film, { kind: 'setItem', item: id, field: 'effects', value: [blur] });
    edited = after(edited, setFilter(clipOf(edited), { name: 'noir', strength: 80 }));
    edited = after(edited, setFilter(clipOf(edited), { name: 'warm', strength: 50 }));
    edited = after(edited, setSlider(clipOf(edited), 'contrast', 30));
    edited = after(edited, setSlider(clipOf(edited), 'exposure', -20));
    expect(lookOf(clipOf(edited))).toEqual({
      ...{ filter: 'warm', strength: 50 },
      sliders: { contrast: 30, exposure: -20 },
      ...{ table: null, tableStrength: 100 },
    });
    expect(clipOf(edited).effects?.map(({ kind }) => kind)).toEqual(['colour', 'blur', 'filter-warm']);
    edited = after(edited, setSlider(clipOf(edited), 'contrast', 0));
    edited = after(edited, setSlider(clipOf(edited), 'exposure', 0));
    expect(clipOf(edited).effects?.map(({ kind }) => kind)).toEqual(['blur', 'filter-warm']);
    edited = after(edited, ...resetLook(edited, clipOf(edited)));
    expect(clipOf(edited).effects).toEqual([blur]);
    const plain = after(film, setFilter(clipOf(film), null));
    expect(clipOf(plain)).not.toHaveProperty('effects');
  });

  test('a table of colours lies over all else, is noted once, and goes with the last that has it', () => {
    const film = filmOf(2);
    const table = (assetId: string): Extract<FileSource, { kind: 'lut' }> => ({
      ...{ kind: 'lut', assetId, sha256: 'ef'.repeat(32), name: 'Warm.cube' },
    });
    let edited = after(film, ...setTable(film, clipOf(film), table('one'), newId));
    edited = after(edited, setTableStrength(clipOf(edited), 40));
    edited = after(edited, setFilter(clipOf(edited), { name: 'noir', strength: 80 }));
    expect(clipOf(edited).effects?.map(({ kind }) => kind)).toEqual(['filter-noir', 'lut']);
    expect(lookOf(clipOf(edited))).toMatchObject({ filter: 'noir', tableStrength: 40 });
    expect(ownFilesOf(edited)).toEqual(['one']);
    edited = after(edited, ...setTable(edited, clipOf(edited), table('two'), newId));
    expect(ownFilesOf(edited)).toEqual(['two']);
    expect(lookOf(clipOf(edited)).tableStrength).toBe(40);
    const none = after(edited, ...setTable(edited, clipOf(edited), null, newId));
    expect([ownFilesOf(none), lookOf(clipOf(none)).table]).toEqual([[], null]);
    expect(ownFilesOf(after(edited, ...resetLook(edited, clipOf(edited))))).toEqual([]);
    // One that was deleted can be taken away, and the clip stays.
    const left = after(edited, ...removeLost(edited, (id) => id !== 'two'));
    expect([ownFilesOf(left), clipOf(left).effects?.map(({ kind }) => kind)]).toEqual([[], ['filter-noir']]);
    expect(removeLost(edited, () => true)).toEqual([]);
  });

  test('43: words are written in a font of one’s own, which is noted once and goes with the last of them', () => {
    const film = filmOf(4);
    const font = (assetId: string): Extract<FileSource, { kind: 'font' }> => ({
      ...{ kind: 'font', assetId, sha256: 'ab'.repeat(32), name: 'Hand.ttf' },
    });
    let edited = after(film, ...insertTitle(film, { at: 0, words: 'One', newId }));
    edited = after(edited, ...insertTitle(edited, { at: 0, words: 'Two', newId }));
    const titles = () =>
      edited.tracks.flatMap(({ items }) => items.map(asTitle)).filter((each) => each !== null);
    for (const { id } of titles()) {
      const title = titles().find((each) => each.id === id);
      if (title !== undefined) edited = after(edited, ...setTitleFont(edited, title, font('hand'), newId));
    }
    expect(ownFilesOf(edited)).toEqual(['hand']);
    expect(findUnrendered(edited)).toEqual([]);
    const [first] = titles();
    if (first === undefined) throw new Error('there is no title');
    const other = after(edited, ...setTitleFont(edited, first, font('brush'), newId));
    expect(ownFilesOf(other)).toEqual(['hand', 'brush']);
    const one = after(edited, ...setTitleFont(edited, first, null, newId));
    expect(ownFilesOf(one)).toEqual(['hand']);
    // One that was deleted is taken away, and the words stay.
    const left = after(edited, ...removeLost(edited, (id) => id !== 'hand'));
    expect(ownFilesOf(left)).toEqual([]);
    expect(left.tracks).toHaveLength(3);
  });

  test('what changes meanwhile is for no figure', () => {
    const film = filmOf(2);
    const params = { contrast: { keys: [{ at: 0, value: 5 }] } };
    const effects = [{ kind: 'colour', version: 1, params }];
    const moving = after(film, { kind: 'setItem', item: clipOf(film).id, field: 'effects', value: effects });
    expect(lookOf(clipOf(moving)).sliders).toEqual({ contrast: null });
  });
});

describe('titles', () => {
  const titlesOf = ({ tracks }: EditDocument): Title[][] =>
    tracks.slice(1).map(({ items }) => items.map(asTitle).filter((each) => each !== null));
  const put = (document: EditDocument, seconds: number): EditDocument =>
    after(document, ...insertTitle(document, { at: seconds * second, words: 'Hello', newId }));

  test('one is put over the film at the playhead, beside others where there is room, else above them', () => {
    const film = filmOf(10);
    const titled = put(put(put(film, 1), 5), 2);
    expect(titlesOf(titled).map((each) => each.map(({ start }) => start / second))).toEqual([[1, 5], [2]]);
  });

  test('one ends with the film, and there is none where there is no film', () => {
    const [track] = titlesOf(put(filmOf(2), 2));
    expect(track).toMatchObject([{ start: 0, duration: 2 * second }]);
    expect(titlesOf(put(filmOf(5), 5))[0]).toMatchObject([{ start: 2 * second, duration: 3 * second }]);
    expect(insertTitle(emptyDocument(), { at: 0, words: 'Hello', newId })).toEqual([]);
  });

  test('its words, look, place and motion are changed one by one', () => {
    const film = put(filmOf(3), 0);
    const titleOf = (document: EditDocument): Title => {
      const title = titlesOf(document)[0]?.[0];
      if (title === undefined) throw new Error('there is no title');
      return title;
    };
    let edited = after(film, setWords(titleOf(film), '海边\nthe sea'));
    edited = after(edited, setTitleLook(titleOf(edited), { colour: '#ff0000' }));
    edited = after(edited, placeTitle(titleOf(edited), { y: 0.84 }));
    for (const preset of animationPresets.edges)
      edited = after(edited, animateTitle(titleOf(edited), 'in', preset));
    edited = after(edited, animateTitle(titleOf(edited), 'out', 'fade'));
    const title = titleOf(edited);
    expect(wordsOf(title)).toBe('海边\nthe sea');
    expect(title).toMatchObject({
      runs: [{ look: { colour: '#ff0000', size: 0.09, weight: 700 } }],
      transform: { y: 0.84 },
      animation: { in: { preset: 'flicker' }, out: { preset: 'fade', duration: second / 2 } },
    });
    for (const preset of animationPresets.loops) edited = after(edited, loopTitle(titleOf(edited), preset));
    expect(titleOf(edited).animation).toMatchObject({ in: {}, loop: { preset: 'blink' } });
    edited = after(edited, loopTitle(titleOf(edited), null));
    for (const unit of revealUnits)
      for (const preset of revealPresets) {
        edited = after(edited, revealTitle(titleOf(edited), preset, unit));
        const { duration, stagger } = titleOf(edited).reveal ?? { duration: 0, stagger: 0 };
        // All of them are there in half of its time.
        expect(duration + (unit === 'line' ? 2 : 10) * stagger).toBeLessThanOrEqual(
          titleOf(edited).duration / 2,
        );
      }
    edited = after(edited, revealTitle(titleOf(edited), null, 'glyph'));
    expect(titleOf(edited)).not.toHaveProperty('reveal');
    edited = after(edited, animateTitle(titleOf(edited), 'in', null));
    edited = after(edited, animateTitle(titleOf(edited), 'out', null));
    expect(titleOf(edited)).not.toHaveProperty('animation');
    edited = after(edited, setTitleLook(title, { colour: undefined }));
    expect(titleOf(edited).runs[0]?.look).not.toHaveProperty('colour');
  });

  test('it may be trimmed to any length, up to its neighbours', () => {
    const film = put(put(filmOf(10), 1), 5);
    const first = titlesOf(film)[0]?.[0];
    if (first === undefined) throw new Error('there is no title');
    expect(trimRange(film, first, { edge: 'out', ripple: false })).toEqual({
      min: frame - 3 * second,
      max: second,
    });
    expect(trimRange(film, first, { edge: 'in', ripple: false })).toEqual({
      min: -second,
      max: 3 * second - frame,
    });
  });

  test('the last one of a track goes with the track', () => {
    const film = put(put(filmOf(10), 1), 5);
    const [first, second_] = titlesOf(film)[0] ?? [];
    const fewer = after(film, ...removeItem(film, first?.id ?? ''));
    expect(fewer.tracks).toHaveLength(2);
    expect(after(fewer, ...removeItem(fewer, second_?.id ?? '')).tracks).toHaveLength(1);
  });

  test('the draft shows the words at their time and place, and says that the film has more', () => {
    const film = filmOf(10);
    expect(hasMoreThanDraft(film)).toBe(false);
    const titled = put(film, 1);
    expect(hasMoreThanDraft(titled)).toBe(true);
    expect(draftTitlesAt(titled, 0)).toEqual([]);
    expect(draftTitlesAt(titled, 4 * second)).toEqual([]);
    expect(draftTitlesAt(titled, second)).toMatchObject([
      {
        runs: [{ text: 'Hello', style: { color: '#ffffff', 'font-size': '9cqh' } }],
        style: { left: '50%', top: '50%', width: '90%' },
      },
    ]);
  });
});
