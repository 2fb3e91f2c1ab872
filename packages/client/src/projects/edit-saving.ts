import type { EditedProject, Project } from '@weireel/contract';
import type { EditDocument, Operation, Problem } from '@weireel/edit';
import { ApiError } from '../api-error.ts';
import type { Api } from '../api.ts';
import type { Clock, NewAbort } from '../upload/ports.ts';
import { createEditQueue, type KeptQueue } from './edit-queue.ts';
import { createProjectSaving, type ProjectSavingNews } from './project-saving.ts';

/** Own edits that did not go together with what others did. */
export interface Conflict {
  /** The document as it was here. */
  mine: EditDocument;
  /** Why. */
  problems: readonly Problem[];
}

/** What saving asks of the editor, and tells it. */
export interface EditSavingOptions {
  /** Makes the calls. */
  api: Api;
  /** The project, and the revision that the document here was made of. */
  project: Pick<Project, 'id' | 'title' | 'revision'>;
  /** What an earlier editor of this device did not get away; absent: nothing. */
  kept?: KeptQueue;
  /** The document as it is here. */
  document: () => EditDocument;
  /** Takes over what others did. */
  takeOver: (document: EditDocument) => void;
  /** Others gave the project another name. */
  renamed: (title: string) => void;
  /** Hears of every change of what this tells. */
  onChange: () => void;
  /** Makes ids of calls. */
  newId: () => string;
  /** Time. */
  clock: Clock;
  /** Makes what ends a wait. */
  newAbort: NewAbort;
}

/** What saves a project edit by edit. */
export type EditSaving = ReturnType<typeof createEditSaving>;

/** Saves a project by itself, edit by edit, and takes over what others save. */
export function createEditSaving(options: EditSavingOptions) {
  const { api, project, takeOver, renamed, onChange, newId, clock, newAbort } = options;
  const queue = createEditQueue(newId, options.kept);
  const params = { id: project.id };
  let { revision, title } = project;
  let news: ProjectSavingNews = { state: 'saved', error: null };
  let conflict: Conflict | null = null;

  function take(edited: EditedProject): void {
    const mine = options.document();
    const { document, problems } = queue.land(edited);
    revision = edited.project.revision;
    if (document !== null) takeOver(document);
    if (problems.length > 0) conflict = { mine, problems };
    if (edited.project.title !== title) renamed((title = edited.project.title));
    onChange();
  }

  const saving = createProjectSaving<object>({
    ...{ revision, clock, newAbort },
    async save() {
      while (queue.hasMore()) {
        const { body } = queue.next(revision, options.document());
        try {
          const edited = await api.call('editProject', { params, body });
          title = body.title ?? title;
          take(edited);
        } catch (error) {
          if (isRefusal(error)) queue.giveBack();
          throw error;
        }
      }
      return revision;
    },
    onChange(next) {
      news = next;
      onChange();
    },
  });

  return {
    /** How far saving is. */
    state: () => news.state,
    /** What the last attempt ended with; null: nothing is wrong. */
    error: () => news.error,
    /** The revision that is known here. */
    revision: () => revision,
    /** Own edits that did not go together with what others did; null: none. */
    conflict: () => conflict,
    /** What is not saved yet, as it can be kept. */
    kept: () => queue.kept(),
    /** Whether something is not saved yet. */
    hasMore: () => queue.hasMore(),
    /** Goes on with what an earlier editor did not get away. */
    resume(): void {
      if (queue.hasMore()) saving.note({});
    },
    /** Notes an edit: operations that hold together. */
    note(operations: readonly Operation[]): void {
      queue.add(operations);
      saving.note({});
    },
    /** Notes another name. */
    rename(next: string): void {
      queue.rename(next);
      saving.note({});
    },
    /** Saves at once what waits; answers whether everything is saved afterwards. */
    flush: () => saving.flush(),
    /** Takes over what others saved, while nothing of one's own waits. */
    async catchUp(): Promise<void> {
      if (queue.hasMore() || news.state !== 'saved') return;
      try {
        const present = await api.call('projectRevision', { params });
        if (present.revision === revision || queue.hasMore()) return;
        const others = await api.call('project', { params });
        // What was edited meanwhile is merged when it is sent.
        if (!queue.hasMore() && others.revision > revision) take({ project: others, dropped: [] });
      } catch {
        // It is asked again soon, and saving says what is wrong.
      }
    },
    /** Goes on without what did not go together. */
    settleConflict(): void {
      conflict = null;
      onChange();
    },
    /** Ends it: nothing is tried any more. */
    end: () => saving.end(),
  };
}

/** Whether the same is refused again, so that it is sent once more only with what mends it. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
}
