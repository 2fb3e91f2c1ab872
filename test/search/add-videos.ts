import type { Database } from '@weireel/db';
import { indexedText, indexVideo } from '@weireel/db/search';
import { insertUser } from '@weireel/db/people';
import type { WordCutter } from '@weireel/search';
import type { JudgedVideo } from './read-judged.ts';

/** Puts videos that everybody may find into a database, and indexes them. */
export async function addVideos(
  db: Database,
  cutter: WordCutter,
  videos: readonly JudgedVideo[],
): Promise<void> {
  const authors = new Map([...new Set(videos.map(({ author }) => author))].map((name, n) => [name, `u${n}`]));
  for (const [nickname, id] of authors) {
    await insertUser(db, {
      ...{ id, account: id, passwordHash: null },
      ...{ nickname, roles: [], state: 'active' },
    });
  }
  const published = new Date('2026-01-01');
  for (const video of videos) {
    const author = authors.get(video.author) ?? '';
    await db
      .insertInto('assets')
      .values({
        ...{ id: video.id, owner_id: author, kind: 'video', origin: 'upload', file_name: 'a', size_bytes: 1 },
        ...{ state: 'ready', media_key: video.id, edition_id: video.id, duration_ms: 60_000 },
      })
      .execute();
    await db
      .insertInto('videos')
      .values({
        ...{ id: video.id, asset_id: video.id, author_id: author, title: video.title },
        ...{ description: video.description, tags: video.tags },
        ...{ visibility: 'public', review: 'approved', published_at: published },
      })
      .execute();
    await indexVideo(db, video.id, indexedText(cutter, video));
  }
}
