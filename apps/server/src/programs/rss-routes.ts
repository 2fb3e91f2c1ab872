import { latestFeedPath, personFeedPath, personPath } from './addresses.ts';
import { listBlobSizes, listLatestVideos, listVideosBy, type VideoCard } from '@weireel/db/videos';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { matchesTag, weakTag } from '../http/weak-tag.ts';
import { requirePerson } from '../people/require-person.ts';
import { brand } from './brand.ts';
import { describeVideo, type OpenVideo } from './open-video.ts';
import { writeRss, type RssChannel } from './write-rss.ts';

/** How far back a list goes: readers come often, and keep what they have read. */
const mostItems = 50;

/**
 * `/rss.xml` and `/people/{id}/rss.xml`: what a visitor may find, whoever asks. Readers ask again and again, and are
 * told when nothing has changed.
 */
export function rssRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, config } = context;
  const { publicUrl } = config;
  const options = { schema: { hide: true } };
  const page = { limit: mostItems, before: null };

  app.get(latestFeedPath, options, async (request, reply) =>
    sendFeed(request, reply, {
      title: brand,
      url: `${publicUrl}/`,
      feedUrl: publicUrl + latestFeedPath,
      description: '最新发布的视频',
      items: await itemsOf(await listLatestVideos(db, { ...page, viewerId: null })),
    }),
  );

  app.get<{ Params: { id: string } }>(personFeedPath(':id'), options, async (request, reply) => {
    const { user } = await requirePerson(db, request.params.id, null);
    const cards = await listVideosBy(db, { ...page, authorId: user.id, askerId: null });
    return sendFeed(request, reply, {
      title: `${user.nickname} · ${brand}`,
      url: publicUrl + personPath(user.id),
      feedUrl: publicUrl + personFeedPath(user.id),
      description: user.bio.trim() === '' ? `${user.nickname} 发布的视频` : user.bio,
      items: await itemsOf(cards),
    });
  });

  async function itemsOf(cards: readonly VideoCard[]): Promise<RssChannel['items']> {
    const videos = cards.map((card) => describeVideo(context, card));
    const sizes = await listBlobSizes(
      db,
      videos.flatMap(({ playback }) => playback?.mp4Key ?? []),
    );
    return videos.map((video) => ({ ...video, author: video.author.nickname, file: fileOf(video, sizes) }));
  }

  function sendFeed(
    request: FastifyRequest,
    reply: FastifyReply,
    channel: Omit<RssChannel, 'imageUrl'>,
  ): FastifyReply {
    const xml = writeRss({ ...channel, imageUrl: `${publicUrl}/icon-512.png` });
    const etag = weakTag(xml);
    reply.header('cache-control', 'no-cache').header('etag', etag);
    if (matchesTag(request, etag)) return reply.code(304).send();
    return reply.type('application/rss+xml; charset=utf-8').send(xml);
  }
}

/** The file that may be taken away; its size is told, though readers forgive one that is not known. */
function fileOf({ isDownloadable, playback }: OpenVideo, sizes: ReadonlyMap<string, number>) {
  if (!isDownloadable || playback?.mp4Url == null || playback.mp4Key === null) return null;
  return { url: playback.mp4Url, sizeBytes: sizes.get(playback.mp4Key) ?? 0 };
}
