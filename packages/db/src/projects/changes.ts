import type { Database } from '../engine/connect.ts';

/** Revisions of a project of which it is known what they changed. */
export const keptRevisions = 200;
/** More cells of one revision are not kept. */
const mostCells = 5000;

/** Notes what a revision of a project changed; its row is held. */
export async function noteChanges(
  trx: Database,
  { projectId, revision }: { projectId: string; revision: number },
  { cells, editId }: { cells: readonly string[] | null; editId: string | null },
): Promise<void> {
  await trx
    .insertInto('project_changes')
    .values({
      ...{ project_id: projectId, revision, edit_id: editId },
      cells: cells === null || cells.length > mostCells ? null : [...cells],
    })
    .execute();
  await trx
    .deleteFrom('project_changes')
    .where('project_id', '=', projectId)
    .where('revision', '<=', revision - keptRevisions)
    .execute();
}

/** Cells of a project that were changed after a revision, up to another; null: it is not known any more. */
export async function findChangedCells(
  db: Database,
  projectId: string,
  { after, until }: { after: number; until: number },
): Promise<Set<string> | null> {
  if (after > until) return null;
  const rows = await db
    .selectFrom('project_changes')
    .select('cells')
    .where('project_id', '=', projectId)
    .where('revision', '>', after)
    .where('revision', '<=', until)
    .execute();
  if (rows.length < until - after || rows.some(({ cells }) => cells === null)) return null;
  return new Set(rows.flatMap(({ cells }) => cells ?? []));
}

/** Whether an edit of this id was made already. */
export async function wasEdited(db: Database, projectId: string, editId: string): Promise<boolean> {
  const row = await db
    .selectFrom('project_changes')
    .select('revision')
    .where('project_id', '=', projectId)
    .where('edit_id', '=', editId)
    .executeTakeFirst();
  return row !== undefined;
}
