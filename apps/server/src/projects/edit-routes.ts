import { WeireelError, type EditedProject, type ProjectEdits } from '@weireel/contract';
import { findChangedCells, findRevision, wasEdited, type ProjectRow } from '@weireel/db/projects';
import { mergeEdits, type EditDocument, type Operation } from '@weireel/edit';
import { performUntrusted } from '@weireel/edit/schema';
import type { FastifyInstance } from 'fastify';
import { createAllowance } from '../http/allowance.ts';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { readDocument } from './read-document.ts';
import { requireProject } from './require-project.ts';
import { saveProject } from './save-project.ts';
import { showProject } from './show-project.ts';

/** Editors save a moment after each edit, and each asks for all sources. */
const editPace = { capacity: 20_000, burst: 30, everyMs: 1000 };
/** Each is checked together with the whole document. */
const mostOperations = 200;
/** So often others may come first while one call is answered. */
const mostAttempts = 5;

/** What changes projects edit by edit, so that several people can. */
export function editRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;
  const edits = createAllowance(editPace, context.elapsedMs);

  route(app, 'editProject', async ({ params, body, viewer }) => {
    await requireProject(db, params.id, viewer.id);
    edits.spend(viewer.id);
    const count = body.edits.reduce((sum, { length }) => sum + length, 0);
    if (count > mostOperations) throw new WeireelError('too_many_operations');
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const edited = await tryEdits(params.id, body, viewer.id);
      if (edited !== null) return edited;
    }
    return refuse(await requireProject(db, params.id, viewer.id));
  });

  route(app, 'projectRevision', async ({ params, viewer }) => {
    const revision = await findRevision(db, params.id, viewer.id);
    if (revision === null) throw new WeireelError('not_found');
    return { revision };
  });

  /** Performs edits on a project as it is; null: it was changed meanwhile. */
  async function tryEdits(id: string, body: ProjectEdits, userId: string): Promise<EditedProject | null> {
    const project = await requireProject(db, id, userId);
    const editId = body.id ?? null;
    if (editId !== null && (await wasEdited(db, id, editId))) return answer(project, []);
    const until = project.revision;
    const changed = await findChangedCells(db, id, { after: body.revision, until });
    if (changed === null) return refuse(project);
    // As: the server keeps only documents that are valid.
    const before = project.document as unknown as EditDocument;
    // As: `performUntrusted` takes whatever comes.
    const operations = body.edits as readonly (readonly Operation[])[];
    const merged = mergeEdits(before, operations, { changed, performOne: performUntrusted });
    const title = body.title ?? project.title;
    if (merged.kept.length === 0 && title === project.title) return answer(project, merged.dropped);
    const content = await readDocument(db, { title, document: merged.document }, userId);
    const saved = await saveProject(context, { former: project, content, userId, editId });
    return saved && answer(saved, merged.dropped);
  }

  async function answer(row: ProjectRow, dropped: EditedProject['dropped']): Promise<EditedProject> {
    return { project: await showProject(context, row), dropped };
  }

  async function refuse(row: ProjectRow): Promise<never> {
    throw new WeireelError('project_changed', { extra: { project: await showProject(context, row) } });
  }
}
