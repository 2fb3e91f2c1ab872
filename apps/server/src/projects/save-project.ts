import type { Database } from '@weireel/db';
import { inTransaction } from '@weireel/db';
import { noteChanges, putProject, type ProjectRow } from '@weireel/db/projects';
import { changesBetween, type EditDocument } from '@weireel/edit';
import { wantMezzanines } from '@weireel/publishing';
import type { ServerContext } from '../http/context.ts';
import type { CheckedContent } from './read-document.ts';

/** Who saves what over which row. */
export interface Save {
  /** The row that it was made of. */
  former: ProjectRow;
  /** What is written. */
  content: CheckedContent;
  /** Who saves. */
  userId: string;
  /** What they call it, so that it is done once; null: nothing. */
  editId: string | null;
}

/** Writes a project over the row that it was made of, and notes what changed; null: another change came first. */
export function saveProject(
  { db, newId }: Pick<ServerContext, 'db' | 'newId'>,
  { former, content, userId, editId }: Save,
): Promise<ProjectRow | null> {
  const cells = cellsChanged(former, content);
  return inTransaction(db, async (trx: Database) => {
    const place = { id: former.id, ownerId: former.owner_id, revision: former.revision };
    const saved = await putProject(trx, place, content);
    if (saved === null) return null;
    await noteChanges(trx, { projectId: saved.id, revision: saved.revision }, { cells, editId });
    await wantMezzanines(trx, content.document, { ownerId: userId, newId });
    return saved;
  });
}

function cellsChanged({ document }: ProjectRow, content: CheckedContent): string[] {
  // As: the server keeps only documents that are valid.
  const before = document as unknown as EditDocument;
  return changesBetween(before, content.document).map(({ cell }) => cell);
}
