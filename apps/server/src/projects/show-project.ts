import type { Project } from '@weireel/contract';
import { findLatestRender, type ProjectRow } from '@weireel/db/projects';
import type { ServerContext } from '../http/context.ts';
import { presentProject } from './present-project.ts';
import { coversOf } from './project-covers.ts';

/** A project with its latest film and the picture it is shown by. */
export async function showProject(context: ServerContext, row: ProjectRow): Promise<Project> {
  const covers = await coversOf(context, row.owner_id, [row]);
  return presentProject(row, await findLatestRender(context.db, row.id), covers(row));
}
