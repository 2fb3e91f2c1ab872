import { availableParallelism } from 'node:os';
import type { EditDocument } from '@weireel/edit';
import type { Attempt } from '@weireel/jobs';
import type { WorkerContext } from '../worker-context.ts';
import type { DrawingThreads } from './drawing-threads.ts';
import type { FilmWork } from './film-work.ts';
import { openSources } from './open-sources.ts';
import { segmentStore } from './segment-store.ts';
import type { SourceRoom } from './source-room.ts';

/** What previews and single pictures are made with, besides what all jobs have. */
export interface PreviewTools {
  /** Draw text and shapes. */
  threads: DrawingThreads;
  /** Keeps sources for the next edit. */
  room: SourceRoom;
}

/** Puts a document's sources into a folder, and gives it to the work with all that renders. */
export async function useFilmWork(
  context: WorkerContext,
  { threads, room }: PreviewTools,
  attempt: Attempt,
  usable: EditDocument,
  work: (work: FilmWork, document: EditDocument) => Promise<void>,
): Promise<void> {
  const { signal } = attempt;
  await context.folders.use(attempt.attemptId, async (folder) => {
    const document = await openSources(context, { folder, document: usable, signal, room });
    await threads.use((drawing) =>
      work(
        {
          ...{ programs: context.programs, folder, signal, drawing },
          ...{ atOnce: availableParallelism(), onProgress: () => {} },
          cache: segmentStore(context, attempt, attempt.job.subject_id),
        },
        document,
      ),
    );
  });
}
