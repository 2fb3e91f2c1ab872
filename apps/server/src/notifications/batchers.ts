import { authorIdsOf } from '@weireel/catalogue';
import type { Language } from '@weireel/contract';
import type { SignedIn } from '../http/context.ts';
import { createLanes } from '../http/lanes.ts';
import { Batcher, type BatchReader, type StreamSink } from './batcher.ts';
import type { EventHub } from './hub.ts';
import { changesOf, presentChanges, type PersonalView } from './presenters.ts';

/** At most this often per person and language: four times a second. */
const flushMs = 250;
/** Each message that was written, of whichever stream, keeps the next batch of its person back so much longer. */
const restPerMessageMs = 5;
/** But no longer than this: so late may the last of a person's news be, who has very much of it. */
const longestRestMs = 5000;
/** So many people's batches are read and written at once; the others wait, and so does no request behind them. */
const atOnce = 2;

/** What batchers work with. */
export interface BatchersOptions {
  /** Where they hear of what happens. */
  hub: Pick<EventHub, 'subscribe'>;
  /** A person's things in a language; asked once for all streams of theirs. */
  viewOf: (viewer: SignedIn, language: Language) => PersonalView;
  /** Told why something could not be presented; it is tried again. */
  log: (error: unknown) => void;
}

/** The batchers of everybody who has a stream open. */
export interface Batchers {
  /** Lets a stream read with the others of its person that speak its language. */
  join(viewer: SignedIn, language: Language, sink: StreamSink): BatchReader;
}

/** Makes a batcher with a person's first stream in a language, and ends it with the last. */
export function createBatchers({ hub, viewOf, log }: BatchersOptions): Batchers {
  const all = new Map<string, { batcher: Batcher; stop: () => void }>();
  const inTurn = createLanes(atOnce, Infinity);

  const open = (viewer: SignedIn, language: Language): { batcher: Batcher; stop: () => void } => {
    const view = viewOf(viewer, language);
    const batcher = new Batcher((changes) => presentChanges(changes, view));
    const stops = authorIdsOf(viewer).map((id) =>
      hub.subscribe(id, {
        onEvent: (event, cursor) => batcher.take(changesOf(event), cursor),
        onProgress: (assetId) => batcher.take([{ noun: 'asset', id: assetId }]),
      }),
    );
    const beat = async (): Promise<void> => {
      let written = 0;
      try {
        if (batcher.hasNews) written = await inTurn(() => batcher.flush());
      } catch (error) {
        log(error);
      }
      if (batcher.size > 0) wait(written);
    };
    let timer: NodeJS.Timeout;
    const wait = (written: number): void => {
      timer = setTimeout(() => void beat(), flushMs + Math.min(longestRestMs, written * restPerMessageMs));
    };
    wait(0);
    const stop = (): void => {
      clearTimeout(timer);
      for (const unsubscribe of stops) unsubscribe();
    };
    return { batcher, stop };
  };

  return {
    join(viewer, language, sink) {
      const key = JSON.stringify([viewer.id, language, viewer.channels]);
      const shared = all.get(key) ?? open(viewer, language);
      all.set(key, shared);
      const reader = shared.batcher.join(sink);
      return {
        ...reader,
        leave() {
          reader.leave();
          if (shared.batcher.size > 0 || all.get(key) !== shared) return;
          shared.stop();
          all.delete(key);
        },
      };
    },
  };
}
