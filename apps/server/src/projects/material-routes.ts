import type { Material } from '@weireel/contract';
import { listMaterials, listMaterialsOf } from '@weireel/db/projects';
import type { VideoCard } from '@weireel/db/videos';
import { findSource } from '@weireel/publishing';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { cutPage, defaultLimit, readCursor, writeCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { presentPlayback } from '../videos/present-video.ts';
import { requireProject } from './require-project.ts';

/** What people may use in their projects, with what shows it while they edit. */
export function materialRoutes(app: FastifyInstance, { db, signer }: ServerContext): void {
  route(app, 'materials', async ({ query, viewer }) => {
    const limit = query.limit ?? defaultLimit;
    const place = { words: query.q?.trim() ?? '', after: readCursor(query.cursor), limit: limit + 1 };
    const rows = await listMaterials(db, viewer.id, place);
    const { shown, nextCursor } = cutPage(rows, limit, ({ video }) =>
      writeCursor({ at: video.created_at, id: video.id }),
    );
    return { items: await present(shown, viewer.id), nextCursor };
  });

  route(app, 'projectMaterials', async ({ params, viewer }) => {
    const project = await requireProject(db, params.id, viewer.id);
    const cards = await listMaterialsOf(db, viewer.id, assetIdsOf(project.document));
    return { items: await present(cards, viewer.id), nextCursor: null };
  });

  /** Some may be usable no more, or not playable in a document: they are left out. */
  async function present(cards: readonly VideoCard[], ownerId: string): Promise<Material[]> {
    const materials: Material[] = [];
    for (const card of cards) {
      const source = await findSource(db, card.asset.id, ownerId);
      const playback = presentPlayback(card, signer);
      if (source === null || playback === null) continue;
      const { title, created_at: createdAt } = card.video;
      materials.push({ source, title, playback, createdAt: createdAt.toISOString() });
    }
    return materials;
  }
}

/** The assets of the library that a stored document names. */
function assetIdsOf({ assets }: Record<string, unknown>): string[] {
  if (typeof assets !== 'object' || assets === null) return [];
  return Object.values(assets).flatMap((asset: unknown) =>
    typeof asset === 'object' && asset !== null && 'assetId' in asset && typeof asset.assetId === 'string'
      ? [asset.assetId]
      : [],
  );
}
