import { type Cue, captionLimits } from './cue.ts';
import type { CaptionProblem } from './read-captions.ts';
import { tidyCues } from './tidy-cues.ts';

/** A cue while somebody works on it. */
export interface EditedCue extends Cue {
  /** What it is told apart by, whatever becomes of the others. */
  id: number;
}

/** Captions while somebody works on them: every change can be taken back. */
export interface CaptionEditor {
  /** The cues, in the order of their times when they were last moved. */
  cues(): readonly EditedCue[];
  /** Gives a cue another text or other times; writing on at the same text is one change. */
  change(id: number, by: Partial<Pick<Cue, 'startMs' | 'endMs' | 'text'>>): void;
  /** Adds an empty cue at a moment; gives its id. */
  add(atMs: number): number;
  /** Parts a cue where the cursor stands in its text, and its time as the text; gives the id of the second. */
  split(id: number, caret: number): number;
  /** Joins a cue with the one behind it; the last one stays as it is. */
  merge(id: number): void;
  /** Takes a cue away. */
  remove(id: number): void;
  /** Moves all cues; none comes before the beginning. */
  shiftAll(byMs: number): void;
  /** Takes the last change back; false: there is none. */
  undo(): boolean;
  /** Makes the change again that was taken back last; false: there is none. */
  redo(): boolean;
  /** What is wrong with cues that cannot be stored as they are, by their ids. */
  problems(): ReadonlyMap<number, CaptionProblem['code']>;
}

/** Changes that can be taken back. */
const mostKept = 200;
/** An added cue is so long, if there is room before the next. */
const usualMs = 2000;

/** An editor of captions. */
export function createCaptionEditor(initial: readonly Cue[]): CaptionEditor {
  let nextId = 1;
  const withId = (cue: Cue): EditedCue => ({ ...cue, id: nextId++ });
  let now: readonly EditedCue[] = initial.map(withId);
  let past: (readonly EditedCue[])[] = [];
  let future: (readonly EditedCue[])[] = [];
  let lastText: number | null = null;

  function become(next: readonly EditedCue[], textOf: number | null = null): void {
    // What is typed in one go is one change.
    if (textOf === null || textOf !== lastText) past = [...past, now].slice(-mostKept);
    lastText = textOf;
    future = [];
    now = next;
  }

  const indexOf = (id: number): number => now.findIndex((cue) => cue.id === id);
  const replace = (index: number, count: number, ...cues: EditedCue[]) =>
    now.toSpliced(index, count, ...cues);

  return {
    cues: () => now,
    change(id, by) {
      const index = indexOf(id);
      const before = now[index];
      if (before === undefined) return;
      const changed = { ...before, ...by };
      // Words have the times of the text that they were.
      const isSpokenAnew = changed.text !== before.text || changed.startMs !== before.startMs;
      if (isSpokenAnew || changed.endMs !== before.endMs) changed.words = null;
      const isText = by.startMs === undefined && by.endMs === undefined;
      become(inTime(replace(index, 1, changed)), isText ? id : null);
    },
    add(atMs) {
      const later = now.find(({ startMs }) => startMs > atMs);
      const endMs = Math.min(atMs + usualMs, later?.startMs ?? captionLimits.endMs);
      const added = withId({ startMs: atMs, endMs, text: '', words: null });
      become(inTime([...now, added]));
      return added.id;
    },
    split(id, caret) {
      const index = indexOf(id);
      const cue = now[index];
      if (cue === undefined) return id;
      const share = cue.text === '' ? 0.5 : caret / cue.text.length;
      const atMs = Math.round(cue.startMs + (cue.endMs - cue.startMs) * Math.min(0.9, Math.max(0.1, share)));
      const [first, second] = [cue.text.slice(0, caret).trim(), cue.text.slice(caret).trim()];
      const behind = withId({ startMs: atMs, endMs: cue.endMs, text: second, words: null });
      become(inTime(replace(index, 1, { ...cue, endMs: atMs, text: first, words: null }, behind)));
      return behind.id;
    },
    merge(id) {
      const index = indexOf(id);
      const [cue, next] = [now[index], now[index + 1]];
      if (cue === undefined || next === undefined) return;
      const text = [cue.text, next.text].filter((each) => each !== '').join('\n');
      const endMs = Math.max(cue.endMs, next.endMs);
      become(replace(index, 2, { ...cue, endMs, text, words: null }));
    },
    remove(id) {
      const index = indexOf(id);
      if (index >= 0) become(replace(index, 1));
    },
    shiftAll(byMs) {
      const firstMs = Math.min(...now.map(({ startMs }) => startMs));
      const by = Math.max(byMs, -firstMs);
      if (by === 0 || now.length === 0) return;
      become(
        now.map((cue) => ({
          ...cue,
          startMs: cue.startMs + by,
          endMs: cue.endMs + by,
          words:
            cue.words?.map((word) => ({ ...word, startMs: word.startMs + by, endMs: word.endMs + by })) ??
            null,
        })),
      );
    },
    undo() {
      const before = past.at(-1);
      if (before === undefined) return false;
      [past, future, now, lastText] = [past.slice(0, -1), [...future, now], before, null];
      return true;
    },
    redo() {
      const after = future.at(-1);
      if (after === undefined) return false;
      [past, future, now, lastText] = [[...past, now], future.slice(0, -1), after, null];
      return true;
    },
    problems: () =>
      new Map(
        now.flatMap((cue, index): [number, CaptionProblem['code']][] => {
          if (index >= captionLimits.cues) return [[cue.id, 'too_many']];
          const [problem] = tidyCues([cue]).problems;
          return problem === undefined ? [] : [[cue.id, problem.code]];
        }),
      ),
  };
}

/** One that was moved goes where its time is; those of one time stay as they stand. */
function inTime(cues: readonly EditedCue[]): EditedCue[] {
  return cues.toSorted((a, b) => a.startMs - b.startMs);
}
