import type { AssetSource } from '@weireel/contract';
import type { Person } from '../api.ts';
import { newId, screen } from '../community/settle.ts';
import type { InProcessServer } from '@weireel/server/testing';

/** A video of a person's that projects may use, ten seconds long, without any media. */
export async function addClip(
  server: Pick<InProcessServer, 'db'>,
  owner: Person,
  { title = 'A clip', hasSound = true }: { title?: string; hasSound?: boolean } = {},
): Promise<{ source: AssetSource; videoId: string }> {
  const { db } = server;
  const videoId = await screen(server, owner, { title, visibility: 'private' });
  const { asset_id: assetId } = await db
    .selectFrom('videos')
    .select('asset_id')
    .where('id', '=', videoId)
    .executeTakeFirstOrThrow();
  const id = newId();
  const rate = { num: 30, den: 1 };
  await db
    .insertInto('editions')
    .values({
      ...{ id, asset_id: assetId, attempt_id: newId(), kind: 'ladder', state: 'sealed' },
      key_prefix: `assets/${assetId}/e/${id}/`,
      renditions: JSON.stringify([{ widthPx: 720, heightPx: 1280 }]),
    })
    .execute();
  const video = { averageFrameRate: rate, baseFrameRate: rate };
  await db
    .updateTable('assets')
    .set({
      ...{ edition_id: id, duration_ms: 10_000 },
      probe: JSON.stringify({ video, audio: hasSound ? {} : null }),
    })
    .where('id', '=', assetId)
    .execute();
  const source = await owner.api.call('assetSource', { params: { id: assetId } });
  return { source, videoId };
}
