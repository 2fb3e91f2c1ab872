import { WeireelError, type Chapter, type Chapters, type FieldError } from '@weireel/contract';
import { appendEvent, inTransaction } from '@weireel/db';
import { indexedChapters, listChapters, putChapters } from '@weireel/db/chapters';
import type { VideoCard } from '@weireel/db/videos';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { lockManaged } from '../videos/lock-managed.ts';
import { chaptersUrl } from '../videos/present-video.ts';
import { requireCard, requireManagedCard } from '../videos/require-card.ts';

/** Chapters of videos. */
export function chapterRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, signer, words } = context;

  /** @param revision one that is not newer than the chapters: who goes by it is refused rather than writes blindly */
  const present = async (card: VideoCard, revision: number): Promise<Chapters> => {
    const chapters = await listChapters(db, card.video.id);
    return { revision, chapters, vttUrl: chapters.length === 0 ? null : chaptersUrl(card, signer) };
  };

  route(app, 'chapters', async ({ params, viewer }) => {
    const card = await requireCard(db, params.id, viewer);
    return present(card, card.video.chapters_revision);
  });

  route(app, 'putChapters', async ({ params, body, viewer, request }) => {
    const card = await requireManagedCard(db, params.id, viewer);
    const errors = findMisplaced(body.chapters, card.asset.duration_ms);
    if (errors.length > 0) throw new WeireelError('invalid_request', { errors });
    // Cut before the transaction: it takes a moment.
    const chapters = indexedChapters(
      words,
      body.chapters.map(({ startMs, title }) => ({ startMs, title: title.trim() })),
    );
    const revision = await inTransaction(db, async (trx) => {
      const video = await lockManaged(trx, params.id, viewer);
      const { chapters_revision: now } = video;
      if (now !== (body.revision ?? now))
        throw new WeireelError('chapters_changed', { extra: { revision: now } });
      const written = await putChapters(trx, video.id, chapters);
      await appendEvent(trx, {
        kind: 'video.changed',
        ...{ subjectId: video.id, userId: video.author_id, requestId: request.id },
      });
      return written;
    });
    return present(card, revision);
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
