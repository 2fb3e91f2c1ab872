import { randomBytes } from 'node:crypto';
import type { CreateVideoBody, VideoDetailsBody } from '@weireel/contract';
import type { Database } from '@weireel/db';
import type { Person } from '../api.ts';

/** What a video is made of; what is left out is public and says nothing. */
export type Wanted = Partial<Pick<CreateVideoBody, 'title' | 'description' | 'tags' | 'visibility'>> & {
  /** Length in milliseconds. Default: a minute. */
  durationMs?: number;
};

/** Details of a video, whole. */
export function detailsOf(
  wanted: Wanted,
): Pick<VideoDetailsBody, 'title' | 'description' | 'tags' | 'visibility' | 'categoryId'> {
  const { title = 'Untitled', description = '', tags = [], visibility = 'public' } = wanted;
  return { title, description, tags, visibility, categoryId: null };
}

/** Makes a video that plays, though nothing was ever processed. */
export async function makeVideo({ db }: { db: Database }, person: Person, wanted: Wanted): Promise<string> {
  const assetId = randomBytes(8).toString('hex');
  await db
    .insertInto('assets')
    .values({
      ...{ id: assetId, owner_id: person.id, kind: 'video', origin: 'upload', file_name: 'a.mp4' },
      ...{ size_bytes: 1, state: 'ready', media_key: assetId, edition_id: assetId },
      duration_ms: wanted.durationMs ?? 60_000,
    })
    .execute();
  const { id } = await person.api.call('createVideo', { body: { assetId, ...detailsOf(wanted) } });
  return id;
}
