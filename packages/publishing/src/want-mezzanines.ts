import type { Database } from '@weireel/db';
import { listMezzanines } from '@weireel/db/projects';
import type { StoredMezzanine } from '@weireel/db/videos';
import { canonicalJson, mezzaninesOf, type EditDocument, type WantedMezzanine } from '@weireel/edit';
import { enqueueJob, listUndoneOf } from '@weireel/jobs';

/** Mezzanines of one person that may be waited for at once; what is more is rendered when it is needed. */
const mostWaiting = 50;

/**
 * Asks for the mezzanines of what a document shows as it is, unless they are there or in the making: those of sources of
 * which its owner was just found to be allowed to use them.
 */
export async function wantMezzanines(
  trx: Database,
  document: EditDocument,
  { ownerId, newId }: { ownerId: string; newId: () => string },
): Promise<void> {
  const wanted = mezzaninesOf(document);
  if (wanted.length === 0) return;
  const stored = await listMezzanines(
    trx,
    wanted.map(({ assetId }) => assetId),
  );
  const missing = wanted.filter((each) => !stored.some(({ facts }) => isMezzanineOf(facts, each)));
  if (missing.length === 0) return;
  const waiting = await listUndoneOf(trx, ownerId, 'mezzanine');
  const nameOf = (assetId: string, format: object) => `${assetId} ${canonicalJson(format)}`;
  const awaited = new Set(waiting.map(({ subjectId, payload }) => nameOf(subjectId, payload)));
  for (const { assetId, format } of missing) {
    const name = nameOf(assetId, format);
    if (awaited.has(name) || awaited.size >= mostWaiting) continue;
    awaited.add(name);
    await enqueueJob(trx, { id: newId(), kind: 'mezzanine', ownerId, subjectId: assetId, payload: format });
  }
}

/** Whether a mezzanine is that of an asset's picture as it is now, in a format. */
export function isMezzanineOf(
  facts: StoredMezzanine,
  { sha256, format }: Pick<WantedMezzanine, 'sha256' | 'format'>,
): boolean {
  const { widthPx, heightPx, fps, fit } = facts;
  return (
    canonicalJson({ sha256, format }) ===
    canonicalJson({ sha256: facts.sha256, format: { widthPx, heightPx, fps, fit } })
  );
}
