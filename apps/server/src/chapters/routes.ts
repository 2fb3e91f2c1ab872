import { WeireelError, type Chapter, type Chapters, type FieldError } from '@weireel/contract';
import { appendEvent, inTransaction } from '@weireel/db';
import { indexedChapters, listChapters, putChapters } from '@weireel/db/chapters';
import { lockVideo, type VideoCard } from '@weireel/db/videos';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { chaptersUrl } from '../videos/present-video.ts';
import { requireCard, requireManagedCard } from '../videos/require-card.ts';

/** Chapters of videos. */
export function chapterRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, signer, words } = context;

  const present = async (card: VideoCard): Promise<Chapters> => {
    const chapters = await listChapters(db, card.video.id);
    return { chapters, vttUrl: chapters.length === 0 ? null : chaptersUrl(card, signer) };
  };

  route(app, 'chapters', async ({ params, viewer }) => present(await requireCard(db, params.id, viewer)));

  route(app, 'putChapters', async ({ params, body, viewer, request }) => {
    const card = await requireManagedCard(db, params.id, viewer);
    const errors = findMisplaced(body.chapters, card.asset.duration_ms);
    if (errors.length > 0) throw new WeireelError('invalid_request', { errors });
    // Cut before the transaction: it takes a moment.
    const chapters = indexedChapters(
      words,
      body.chapters.map(({ startMs, title }) => ({ startMs, title: title.trim() })),
    );
    await inTransaction(db, async (trx) => {
      const video = await lockVideo(trx, params.id);
      if (!video) throw new WeireelError('not_found');
      await putChapters(trx, video.id, chapters);
      await appendEvent(trx, {
        kind: 'video.changed',
        ...{ subjectId: video.id, userId: video.author_id, requestId: request.id },
      });
    });
    return present(card);
  });
}

/** Chapters that do not begin behind the one before, or not within the video; null: how long it is, nobody knows yet. */
function findMisplaced(chapters: readonly Chapter[], durationMs: number | null): FieldError[] {
  return chapters.flatMap(({ startMs }, n): FieldError[] => {
    const path = `chapters.${n}.startMs`;
    if (startMs <= (chapters[n - 1]?.startMs ?? -1)) return [{ path, code: 'too_small', message: '' }];
    if (startMs >= (durationMs ?? Infinity)) return [{ path, code: 'too_large', message: '' }];
    return [];
  });
}
