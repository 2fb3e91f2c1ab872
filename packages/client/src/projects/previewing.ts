import { ApiError } from '../api-error.ts';
import type { Api } from '../api.ts';
import type { AbortSource, Clock, NewAbort } from '../upload/ports.ts';

/** What is being made is looked at so often. */
const lookMs = 300;
/** After what nobody can help, it is asked for again. */
const againMs = 5000;

/** What shows the timeline as its film will be. */
export interface ExactPreview {
  /** The document that it shows. */
  document: object;
  /** Its HLS playlist. */
  hlsUrl: string;
}

/** What asking for previews needs. */
export interface PreviewingOptions {
  /** Makes the calls. */
  api: Api;
  /** Of which project. */
  projectId: string;
  /** The document as it is here, and the revision under which it is saved; null: there is nothing to be shown now. */
  present: () => { document: object; revision: number } | null;
  /** Hears of every change of what this tells. */
  onChange: () => void;
  /** Time. */
  clock: Clock;
  /** Makes what ends a wait. */
  newAbort: NewAbort;
}

/** What asks for exact previews. */
export type Previewing = ReturnType<typeof createPreviewing>;

/**
 * The exact preview of a project: asked for whenever the project was saved, and of no more use with the next edit. One
 * that is refused, as for what the renderer does not draw yet, is not asked for again until it is wanted again.
 */
export function createPreviewing({ api, projectId, present, onChange, clock, newAbort }: PreviewingOptions) {
  const params = { id: projectId };
  let made: ExactPreview | null = null;
  let progress: number | null = null;
  let error: unknown = null;
  /** Ends with what was asked for last: an answer to anything else is of no use. */
  let mine: AbortSource = newAbort();

  function giveUp(): void {
    mine.abort();
    if (progress === null) return;
    progress = null;
    onChange();
  }

  async function ask(): Promise<void> {
    giveUp();
    const shown = present();
    if (shown === null) return;
    const { signal } = (mine = newAbort());
    const isCurrent = (): boolean => !signal.aborted && present()?.document === shown.document;
    [progress, error] = [0, null];
    onChange();
    try {
      let preview = await api.call('previewProject', { params });
      while (isCurrent() && preview.state === 'making') {
        if (preview.progress !== progress) {
          progress = preview.progress;
          onChange();
        }
        await clock.sleep(lookMs, signal);
        if (isCurrent()) preview = await api.call('projectPreview', { params });
      }
      // Another device may have saved, and asked for its own.
      if (isCurrent() && preview.hlsUrl !== null && preview.revision === present()?.revision)
        made = { document: shown.document, hlsUrl: preview.hlsUrl };
      if (isCurrent() && preview.state === 'failed') error = preview.failureCode;
    } catch (reason) {
      if (isCurrent()) error = reason;
      if (isCurrent() && isPassing(reason)) void askLater();
    }
    if (signal.aborted) return;
    progress = null;
    onChange();
  }

  async function askLater(): Promise<void> {
    const { signal } = mine;
    await clock.sleep(againMs, signal);
    if (!signal.aborted) await ask();
  }

  return {
    ask,
    /** What was asked for is of no use any more. */
    giveUp,
    /** What shows the document as it is now; null: nothing yet. */
    ready: (): ExactPreview | null => (made !== null && made.document === present()?.document ? made : null),
    /** The latest that was made; null: none. */
    made: () => made,
    /** Forgets it: its links have ended. */
    forget(): void {
      made = null;
      onChange();
    },
    /** How far the one is that is being made, 0 to 1; null: none is. */
    progress: () => progress,
    /** Why there is none: an error, or the code of a failure; null: nothing is wrong. */
    error: () => error,
  };
}

/** Whether the same may well be answered another time. */
function isPassing(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 429 || error.status >= 500;
}
