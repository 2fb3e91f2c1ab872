import { mostRowsOfBatch, WeireelError, type BatchFilm, type Filling } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { insertProject } from '@weireel/db/projects';
import { problemOf, type EditDocument, type Problem } from '@weireel/edit';
import { beginRender, wantMezzanines } from '@weireel/publishing';
import { findUnrendered } from '@weireel/render';
import type { FastifyInstance } from 'fastify';
import { createAllowance } from '../http/allowance.ts';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { fillFor, readTable, readTemplate, type FilledContent } from './fill-project.ts';
import { invalidDocument, type CheckedContent } from './read-document.ts';
import { requireProject } from './require-project.ts';
import { requireRoom } from './require-room.ts';
import { showProject } from './show-project.ts';

/** Each asks for all its sources. */
const fillPace = { capacity: 20_000, burst: 30, everyMs: 2000 };
/** Each asks for the sources of all its rows, and begins as many films. */
const batchPace = { capacity: 20_000, burst: 10, everyMs: 20_000 };

/** What makes projects and films of templates. */
export function templateRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, newId, newSecret } = context;
  const fillings = createAllowance(fillPace, context.elapsedMs);
  const batches = createAllowance(batchPace, context.elapsedMs);

  route(app, 'fillProject', async ({ params, body, viewer }) => {
    const project = await requireProject(db, params.id, viewer.id);
    fillings.spend(viewer.id);
    const filling = { title: project.title, ...body };
    const filled = await fillFor(db, readTemplate(project), filling, viewer.id);
    if ('problems' in filled) throw invalidDocument(filled.problems);
    const row = await inTransaction(db, async (trx) => {
      await requireRoom(trx, viewer.id, 1);
      await wantMezzanines(trx, filled.content.document, { ownerId: viewer.id, newId });
      return insertProject(trx, { ...filled.content, id: newId(), ownerId: viewer.id });
    });
    return showProject(context, row);
  });

  route(app, 'fillProjects', async ({ params, body, viewer, request }) => {
    const project = await requireProject(db, params.id, viewer.id);
    batches.spend(viewer.id);
    const template = readTemplate(project);
    const rows = 'rows' in body ? body.rows : readTable(template, body.csv);
    if (rows.length > mostRowsOfBatch) throw new WeireelError('too_many_rows');
    const contents = await fillRows(template, rows, { title: project.title, ownerId: viewer.id });
    const actor = { newId, requestId: request.id };
    const items = await inTransaction(db, async (trx) => {
      await requireRoom(trx, viewer.id, contents.length);
      const films: BatchFilm[] = [];
      for (const content of contents) {
        const row = await insertProject(trx, { ...content, id: newId(), ownerId: viewer.id });
        const wish = { project: row, document: content.document, isOfBatch: true };
        const assetId = await beginRender(trx, wish, actor, newSecret);
        films.push({ projectId: row.id, title: row.title, assetId });
      }
      return films;
    });
    return { items, nextCursor: null };
  });

  /** What all rows come to, or what is wrong with any of them: a batch is begun as a whole. */
  async function fillRows(
    template: EditDocument,
    rows: readonly Filling[],
    { title, ownerId }: { title: string; ownerId: string },
  ): Promise<CheckedContent[]> {
    const problems: Problem[] = [];
    const contents: CheckedContent[] = [];
    for (const [index, row] of rows.entries()) {
      const filled = await fillFor(db, template, { title, ...row }, ownerId);
      const wrong = problemsOf(filled);
      problems.push(...wrong.map((each) => ({ ...each, path: `rows.${index}.${each.path}` })));
      if ('content' in filled) contents.push(filled.content);
    }
    if (problems.length > 0) throw invalidDocument(problems);
    return contents;
  }
}

/** What keeps a row from becoming a film. */
function problemsOf(filled: FilledContent): Problem[] {
  if ('problems' in filled) return filled.problems;
  const { document, durationMs } = filled.content;
  return durationMs === 0 ? [problemOf('too_short', 'slots')] : findUnrendered(document);
}
