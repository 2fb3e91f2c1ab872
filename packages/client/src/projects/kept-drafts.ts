import type { Change, EditDocument } from '@weireel/edit';
import type { TextMemory } from '../player/text-memory.ts';
import type { KeptQueue } from './edit-queue.ts';

/** What a device keeps of a project that is edited on it, so that nothing is lost when it ends. */
export interface KeptDraft {
  /** Name of the project. */
  title: string;
  /** The revision that is known here. */
  revision: number;
  /** The document with all own edits. */
  document: EditDocument;
  /** What was not saved yet. */
  queue: KeptQueue;
  /** Edits that can be undone, and those that can be done again. */
  done: Change[][];
  undone: Change[][];
}

/** Projects of which everything is saved are kept so many. */
const mostSaved = 5;
/** Steps that are kept in each direction, and characters of them all. */
const [mostSteps, mostCharacters] = [60, 80_000];

const indexKey = 'weireel.studio';
const keyOf = (projectId: string): string => `${indexKey}.${projectId}`;

/** Drafts of projects that a device keeps. */
export type KeptDrafts = ReturnType<typeof createKeptDrafts>;

/** Drafts of projects on a device: written with each edit, before anything is sent. */
export function createKeptDrafts(memory: TextMemory) {
  /** Which projects are kept, the latest last, and whether all of each is saved. */
  function readIndex(): [id: string, isSaved: boolean][] {
    const known = parsed(memory.read(indexKey));
    return Array.isArray(known) ? known.filter(isEntry) : [];
  }

  function writeIndex(entries: readonly [string, boolean][]): void {
    const text = entries.length === 0 ? null : JSON.stringify(entries);
    if (memory.read(indexKey) !== text) memory.write(indexKey, text);
  }

  function forget(projectId: string): void {
    memory.write(keyOf(projectId), null);
    writeIndex(readIndex().filter(([id]) => id !== projectId));
  }

  return {
    forget,
    /** Keeps a draft in place of what was kept of its project. */
    keep(projectId: string, draft: KeptDraft): void {
      const isSaved = isSent(draft.queue);
      memory.write(keyOf(projectId), textOf(draft));
      const others = readIndex().filter(([id]) => id !== projectId);
      const tooMany = others.filter(([, saved]) => saved).slice(0, -mostSaved);
      for (const [id] of tooMany) memory.write(keyOf(id), null);
      writeIndex([...others.filter((each) => !tooMany.includes(each)), [projectId, isSaved]]);
    },
    /** What is kept of a project; null: nothing that can be used. */
    read(projectId: string): KeptDraft | null {
      const known = parsed(memory.read(keyOf(projectId)));
      return isDraft(known) ? known : null;
    },
    /** Projects with edits that were not saved yet. */
    unsaved: (): string[] => readIndex().flatMap(([id, isSaved]) => (isSaved ? [] : [id])),
  };
}

/** Whether nothing of a queue waits. */
function isSent({ pending, title, sending }: KeptQueue): boolean {
  return pending.length === 0 && title === null && sending === null;
}

/** A draft with as much of its history as has room. */
function textOf(draft: KeptDraft): string {
  for (let most = mostSteps; most > 0; most = Math.floor(most / 2)) {
    const steps = { done: draft.done.slice(-most), undone: draft.undone.slice(-most) };
    if (JSON.stringify(steps).length <= mostCharacters) return JSON.stringify({ ...draft, ...steps });
  }
  return JSON.stringify({ ...draft, done: [], undone: [] });
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // Written by something else.
    return null;
  }
}

function isEntry(value: unknown): value is [string, boolean] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'boolean';
}

/** It was written above; what is damaged is left out. */
function isDraft(value: unknown): value is KeptDraft {
  if (typeof value !== 'object' || value === null) return false;
  // As: an object has members, whatever they are.
  const { title, revision, document, queue, done, undone } = value as Record<string, unknown>;
  return (
    typeof title === 'string' &&
    typeof revision === 'number' &&
    isObjectWith(document, 'tracks') &&
    isObjectWith(queue, 'pending') &&
    [done, undone].every(Array.isArray)
  );
}

function isObjectWith(value: unknown, list: string): boolean {
  // As: an object has members, whatever they are.
  return (
    typeof value === 'object' && value !== null && Array.isArray((value as Record<string, unknown>)[list])
  );
}
