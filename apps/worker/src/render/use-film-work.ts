import { availableParallelism } from 'node:os';
import type { EditDocument } from '@weireel/edit';
import type { Attempt } from '@weireel/jobs';
import type { WorkerContext } from '../worker-context.ts';
import type { DrawingThreads } from './drawing-threads.ts';
import type { FilmWork } from './film-work.ts';
import { openSources } from './open-sources.ts';
import { segmentStore } from './segment-store.ts';
import type { SourceRoom } from './source-room.ts';

/** What films, previews and single pictures are made with, besides what all jobs have. */
export interface RenderTools {
  /** Draw text and shapes. */
  threads: DrawingThreads;
  /** Keeps sources for the next edit. */
  room: SourceRoom;
}

/** What is to be rendered. */
export interface Rendering {
  /** With what. */
  tools: RenderTools;
  /** For which attempt, which is about the asset that keeps the segments. */
  attempt: Attempt;
  /** A document whose sources were resolved. */
  usable: EditDocument;
}

/** Gives a work all that renders a document, in a folder of its own, and the document with what is known of its sources. */
export async function useFilmWork(
  context: WorkerContext,
  { tools, attempt, usable }: Rendering,
  work: (work: FilmWork, document: EditDocument) => Promise<void>,
): Promise<void> {
  const { signal } = attempt;
  const { threads, room } = tools;
  await context.folders.use(attempt.attemptId, async (folder) => {
    const { document, sources, mezzanines } = await openSources(context, {
      ...{ folder, document: usable, signal, room },
    });
    const cache = mezzanines.before(segmentStore(context, attempt, attempt.job.subject_id));
    const atOnce = availableParallelism();
    await threads.use((drawing) =>
      work(
        {
          ...{ programs: context.programs, folder, sources, signal, drawing, cache, atOnce },
          onProgress: () => {},
        },
        document,
      ),
    );
  });
}
