import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import type { EditDocument } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { resolveSources } from '@weireel/publishing';
import { findUnrendered } from '@weireel/render';

/**
 * A document as it can be rendered now. Rights change, and so do sources: what counted when it was asked for is asked
 * again.
 *
 * @throws WeireelError `document_invalid` when its owner may not use something in it any more
 */
export async function requireUsable(db: Database, document: unknown, ownerId: string): Promise<EditDocument> {
  const checked = checkDocument(document);
  if (checked.document === null) throw new WeireelError('document_invalid');
  const resolved = await resolveSources(db, checked.document, ownerId);
  if (resolved.problems.length > 0 || findUnrendered(resolved.document).length > 0)
    throw new WeireelError('document_invalid', {
      detail: resolved.problems.map(({ path }) => path).join(' '),
    });
  return resolved.document;
}
