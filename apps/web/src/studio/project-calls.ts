import type { Project, ProjectSummary } from '@weireel/contract';
import { titleLength } from '@weireel/contract/plain';
import { api } from '../api/api.ts';

/** Gives a project another name; what it says stays as it is on the server. */
export async function renameProject(id: string, title: string): Promise<ProjectSummary> {
  const { document, revision } = await api.call('project', { params: { id } });
  return api.call('putProject', { params: { id }, body: { title, document, revision } });
}

/** Makes a copy of a project. */
export async function copyProject(id: string, title: string): Promise<Project> {
  const { document } = await api.call('project', { params: { id } });
  return api.call('createProject', { body: { title: title.slice(0, titleLength.max), document } });
}
