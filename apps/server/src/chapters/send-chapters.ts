import { writeVtt } from '@weireel/captions';
import { WeireelError } from '@weireel/contract';
import { listChapters } from '@weireel/db/chapters';
import type { FastifyReply } from 'fastify';
import { requireVideoOfPath, type MediaVisit } from '../captions/send-captions.ts';
import type { ServerContext } from '../http/context.ts';

/** Where the last chapter ends while nobody knows how long its video is. */
const longestMs = 86_400_000;

/** Sends the chapters of a video as a WebVTT track, in which each lasts until the next. */
export async function sendChapters(
  context: ServerContext,
  reply: FastifyReply,
  { visit, videoId }: { visit: MediaVisit; videoId: string },
): Promise<FastifyReply> {
  const { isOpen, durationMs } = await requireVideoOfPath(context, visit, videoId);
  const chapters = await listChapters(context.db, videoId);
  if (chapters.length === 0) throw new WeireelError('not_found');
  const cues = chapters.map(({ startMs, title }, n) => {
    const endMs = chapters[n + 1]?.startMs ?? Math.max(startMs + 1, durationMs ?? longestMs);
    return { startMs, endMs, text: title, words: null };
  });
  return reply
    .header('cache-control', `${isOpen && visit.access.isOpen ? 'public' : 'private'}, no-cache`)
    .type('text/vtt; charset=utf-8')
    .send(writeVtt(cues));
}
