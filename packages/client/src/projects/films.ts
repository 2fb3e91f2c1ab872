import type { Render } from '@weireel/contract';
import type { Api } from '../api.ts';
import type { AbortSource, Clock, NewAbort } from '../upload/ports.ts';

/** A film that is made is looked at so often. */
const lookMs = 1000;

/** What films need. */
export interface FilmsOptions {
  /** Makes the calls. */
  api: Api;
  /** Of which project. */
  projectId: string;
  /** Hears of every change of what this tells. */
  onChange: () => void;
  /** Time. */
  clock: Clock;
  /** Makes what ends a wait. */
  newAbort: NewAbort;
}

/** The films of a project. */
export type Films = ReturnType<typeof createFilms>;

/** The films of a project: those that were made, and how far those are that are being made. */
export function createFilms({ api, projectId, onChange, clock, newAbort }: FilmsOptions) {
  const params = { id: projectId };
  let films: readonly Render[] = [];
  let isLoaded = false;
  let error: unknown = null;
  let wait: AbortSource = newAbort();
  let hasEnded = false;

  const hasRunning = (): boolean =>
    films.some(({ state }) => state === 'rendering' || state === 'processing');

  /** Looks now, and again for as long as something is made. */
  async function look(): Promise<void> {
    wait.abort();
    const { signal } = (wait = newAbort());
    try {
      films = (await api.call('projectRenders', { params })).items;
      [isLoaded, error] = [true, null];
    } catch (reason) {
      error = reason;
    }
    if (hasEnded) return;
    onChange();
    if (!signal.aborted && (hasRunning() || error !== null))
      void clock.sleep(lookMs, signal).then(() => (signal.aborted ? undefined : look()));
  }

  return {
    look,
    hasRunning,
    /** The latest first. */
    all: () => films,
    /** Whether it is known what there is. */
    isLoaded: () => isLoaded,
    /** Why it is not known; null: nothing is wrong. */
    error: () => error,
    /** Begins a film of the project as it is saved. */
    async begin(): Promise<void> {
      await api.call('renderProject', { params });
      await look();
    },
    /** Gives a film up, or deletes one that was not published. */
    async drop(assetId: string): Promise<void> {
      await api.call('deleteAsset', { params: { id: assetId } });
      films = films.filter((film) => film.assetId !== assetId);
      await look();
    },
    /** Ends it: nothing is looked at any more. */
    end(): void {
      hasEnded = true;
      wait.abort();
    },
  };
}
