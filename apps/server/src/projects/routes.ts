import { WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import {
  deleteProject,
  findLatestRender,
  findPreviewOfProject,
  insertProject,
  listProjects,
  listRenders,
  type ProjectRow,
} from '@weireel/db/projects';
import { lockUser } from '@weireel/db/people';
import { beginRender, discardAsset, findSource, wantMezzanines } from '@weireel/publishing';
import type { FastifyInstance } from 'fastify';
import { createAllowance } from '../http/allowance.ts';
import type { ServerContext } from '../http/context.ts';
import { defaultLimit, pageOf, readCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { coversOf } from './project-covers.ts';
import { readDocument, readRenderable } from './read-document.ts';
import { presentRender, presentSummary } from './present-project.ts';
import { requireProject } from './require-project.ts';
import { requireRoom } from './require-room.ts';
import { saveProject } from './save-project.ts';
import { showProject } from './show-project.ts';

/** Films of a project that are told of. */
const shownRenders = 20;
/** Editors save a moment after each edit, and each asks for all sources. */
const savePace = { capacity: 20_000, burst: 30, everyMs: 1000 };

/** What people edit, and the films that are made of it. */
export function projectRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;
  const present = (row: ProjectRow) => showProject(context, row);
  const actorOf = (requestId: string) => ({ newId: context.newId, requestId });
  const saves = createAllowance(savePace, context.elapsedMs);

  route(app, 'projects', async ({ query, viewer }) => {
    const limit = query.limit ?? defaultLimit;
    const rows = await listProjects(db, viewer.id, { after: readCursor(query.cursor), limit: limit + 1 });
    const covers = await coversOf(context, viewer.id, rows);
    return pageOf(
      rows,
      limit,
      (row) => presentSummary(row, covers(row)),
      (row) => ({ at: row.updated_at, id: row.id }),
    );
  });

  route(app, 'createProject', async ({ body, viewer }) => {
    saves.spend(viewer.id);
    const content = await readDocument(db, body, viewer.id);
    const row = await inTransaction(db, async (trx) => {
      await requireRoom(trx, viewer.id, 1);
      await wantMezzanines(trx, content.document, { ownerId: viewer.id, newId: context.newId });
      return insertProject(trx, { ...content, id: context.newId(), ownerId: viewer.id });
    });
    return present(row);
  });

  route(app, 'project', async ({ params, viewer }) =>
    present(await requireProject(db, params.id, viewer.id)),
  );

  route(app, 'putProject', async ({ params, body, viewer }) => {
    const own = await requireProject(db, params.id, viewer.id);
    saves.spend(viewer.id);
    const content = await readDocument(db, body, viewer.id);
    const save = { former: own, content, userId: viewer.id, editId: null };
    const row = own.revision === body.revision ? await saveProject(context, save) : null;
    if (row !== null) return present(row);
    const project = await present(await requireProject(db, own.id, viewer.id));
    throw new WeireelError('project_changed', { extra: { project } });
  });

  route(app, 'deleteProject', async ({ params, viewer, request }) => {
    await inTransaction(db, async (trx) => {
      const preview = await findPreviewOfProject(trx, params.id);
      if (!(await deleteProject(trx, params.id, viewer.id))) throw new WeireelError('not_found');
      if (preview !== null) await discardAsset(trx, preview.asset_id, actorOf(request.id));
    });
    return undefined;
  });

  route(app, 'renderProject', async ({ params, viewer, request }) => {
    const project = await requireProject(db, params.id, viewer.id);
    const document = await readRenderable(db, project, viewer.id);
    const render = await inTransaction(db, async (trx) => {
      await lockUser(trx, viewer.id);
      await beginRender(trx, { project, document }, actorOf(request.id), context.newSecret);
      return findLatestRender(trx, project.id);
    });
    if (render === null) throw new WeireelError('not_found');
    return presentRender(render);
  });

  route(app, 'projectRenders', async ({ params, viewer }) => {
    const { id } = await requireProject(db, params.id, viewer.id);
    return { items: (await listRenders(db, id, shownRenders)).map(presentRender), nextCursor: null };
  });

  route(app, 'assetSource', async ({ params, viewer }) => {
    const source = await findSource(db, params.id, viewer.id);
    if (source === null) throw new WeireelError('not_found');
    return source;
  });
}
