import { listMaterialsOf, type ProjectRow } from '@weireel/db/projects';
import type { ServerContext } from '../http/context.ts';
import { presentPlayback } from '../videos/present-video.ts';

type Covered = Pick<ProjectRow, 'cover_asset_id'>;

/** Looks up what some projects of a person are shown by; the answer gives each its picture, null: it has none. */
export async function coversOf(
  { db, signer }: Pick<ServerContext, 'db' | 'signer'>,
  ownerId: string,
  rows: readonly Covered[],
): Promise<(row: Covered) => string | null> {
  const assetIds = new Set(rows.flatMap((row) => row.cover_asset_id ?? []));
  const cards = await listMaterialsOf(db, ownerId, [...assetIds]);
  const urls = new Map(
    cards.map((card) => [card.asset.id, presentPlayback(card, signer)?.posterUrl ?? null]),
  );
  return (row) => (row.cover_asset_id === null ? null : (urls.get(row.cover_asset_id) ?? null));
}
