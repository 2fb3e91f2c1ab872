import { ApiError, type AbortSource, type Api, type Clock } from '@weireel/client';
import {
  createEditSaving,
  createPreviewing,
  type KeptDraft,
  type KeptDrafts,
} from '@weireel/client/projects';
import {
  durationOf,
  exactFrameTicks,
  performTogether,
  redo,
  toldOperations,
  undo,
  type EditDocument,
  type EditHistory,
  type Operation,
  type Problem,
  type Step,
} from '@weireel/edit';
import { cutBefore, findItem, removeItem } from '@weireel/edit/editing';

/** What editing needs of the phone. */
export interface EditingPorts {
  /** Makes the calls. */
  api: Api;
  /** Keeps drafts on the phone. */
  drafts: KeptDrafts;
  /** Makes ids. */
  newId: () => string;
  /** Time. */
  clock: Clock;
  /** Makes what ends a wait. */
  newAbort: () => AbortSource;
}

/** Who hears of editing. */
export interface EditingListener {
  /** Something of it has changed. */
  onChange(): void;
  /** An edit was refused, for these reasons. */
  onRefused(problems: readonly Problem[]): void;
}

/** A project that is edited on this phone. */
export type ProjectEditing = ReturnType<typeof createEditing>;

/**
 * Opens a project to be edited. What this phone did not get away goes first: the server lays it on top of what others
 * did. Where the server cannot be reached, what the phone keeps is edited meanwhile.
 */
export async function openEditing(projectId: string, ports: EditingPorts): Promise<ProjectEditing> {
  const kept = ports.drafts.read(projectId);
  if (kept !== null && isWaiting(kept)) return createEditing(projectId, kept, ports);
  try {
    const project = await ports.api.call('project', { params: { id: projectId } });
    const isSame = kept?.revision === project.revision;
    // As: the server keeps only documents that are valid.
    const document = project.document as unknown as EditDocument;
    const { done, undone } = isSame ? kept : { done: [], undone: [] };
    const queue = { pending: [], title: null, sending: null };
    const { title, revision } = project;
    return createEditing(projectId, { title, revision, document, queue, done, undone }, ports);
  } catch (error) {
    if (kept === null || (error instanceof ApiError && error.status < 500)) throw error;
    return createEditing(projectId, kept, ports);
  }
}

function isWaiting({ queue: { pending, title, sending } }: KeptDraft): boolean {
  return pending.length > 0 || title !== null || sending !== null;
}

/** A project as it was begun with, with everything that can be done to it. */
function createEditing(projectId: string, begun: KeptDraft, ports: EditingPorts) {
  const { api, drafts, newId, clock, newAbort } = ports;
  const listeners = new Set<EditingListener>();
  let history: EditHistory = { document: begun.document, done: begun.done, undone: begun.undone };
  let { title } = begun;
  let selectedId: string | null = null;
  let cutId: string | null = null;
  let playhead = 0;
  let isShown = false;
  /** The document of which a preview was asked for last. */
  let previewed: object | null = null;

  const saving = createEditSaving({
    ...{ api, newId, clock, newAbort, kept: begun.queue },
    project: { id: projectId, title, revision: begun.revision },
    document: () => history.document,
    takeOver(document) {
      history = { ...history, document };
      settle();
    },
    renamed: (next) => (title = next),
    onChange() {
      keep();
      follow();
      tell();
    },
  });
  const previewing = createPreviewing({
    ...{ api, projectId, clock, newAbort },
    present: () =>
      isShown && durationOf(history.document) > 0
        ? { document: history.document, revision: saving.revision() }
        : null,
    onChange: tell,
  });

  function tell(): void {
    for (const listener of [...listeners]) listener.onChange();
  }

  function keep(): void {
    const { document, done, undone } = history;
    const queue = saving.kept();
    drafts.keep(projectId, { title, revision: saving.revision(), document, queue, done, undone });
  }

  /** Has a preview made of what was just saved. */
  function follow(): void {
    if (saving.state() !== 'saved') return previewing.giveUp();
    if (!isShown || previewed === history.document) return;
    previewed = history.document;
    void previewing.ask();
  }

  /** What is gone is selected no more, and the playhead stays within the film. */
  function settle(): void {
    if (findItem(history.document, selectedId) === null) selectedId = null;
    if (cutBefore(history.document, cutId) === null) cutId = null;
    move(playhead);
  }

  function move(ticks: number): void {
    const frame = exactFrameTicks(history.document.fps);
    const last = Math.max(0, durationOf(history.document) - 1);
    playhead = Math.floor(Math.min(Math.max(0, ticks), last) / frame) * frame;
  }

  function take(step: Step | null, operations?: readonly Operation[]): boolean {
    if (step === null) return false;
    if (step.kind === 'refused') {
      for (const listener of [...listeners]) listener.onRefused(step.problems);
      return false;
    }
    const hasChanged = step.history.document !== history.document;
    history = step.history;
    settle();
    if (hasChanged) saving.note(toldOperations(step, operations));
    else tell();
    return true;
  }

  const edit = (...operations: Operation[]): boolean =>
    operations.length > 0 && take(performTogether(history, operations), operations);

  return {
    ...{ projectId, saving, previewing, newId, edit },
    /** Calls back whenever something changes; gives the way to stop it. */
    listen(listener: EditingListener): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Begins: keeps what was loaded, and sends what waits. */
    begin(): void {
      keep();
      saving.resume();
    },
    title: () => title,
    document: () => history.document,
    playhead: () => playhead,
    canUndo: () => history.done.length > 0,
    canRedo: () => history.undone.length > 0,
    /** What is selected, with its track; null: nothing. */
    selected: () => findItem(history.document, selectedId),
    /** The cut that is selected; null: none. */
    selectedCut: () => cutBefore(history.document, cutId),
    rename(next: string): void {
      title = next;
      saving.rename(next);
    },
    select(id: string | null): void {
      [selectedId, cutId] = [id, null];
      tell();
    },
    /** Selects the cut at which an item begins, and goes there. */
    selectCut(itemId: string): void {
      [selectedId, cutId] = [null, itemId];
      const cut = cutBefore(history.document, itemId);
      if (cut !== null) move(cut.to.start);
      tell();
    },
    /** Moves the playhead to the frame of a time. */
    seek(ticks: number): void {
      move(ticks);
      tell();
    },
    /** Takes away what is selected. */
    removeSelected: () => selectedId !== null && edit(...removeItem(history.document, selectedId)),
    undo: () => take(undo(history)),
    redo: () => take(redo(history)),
    /** Asks for the preview again, as after one that failed. */
    preview(): void {
      previewed = null;
      follow();
    },
    /** The page is seen, or not: nothing is made for who does not look. */
    show(shown: boolean): void {
      isShown = shown;
      if (shown) {
        void saving.catchUp();
        if (previewing.ready() === null) previewed = null;
        follow();
      } else {
        void saving.flush();
        previewing.giveUp();
      }
    },
    /** Ends it; what is not saved is kept. */
    end(): void {
      listeners.clear();
      isShown = false;
      previewing.giveUp();
      saving.end();
    },
  };
}
