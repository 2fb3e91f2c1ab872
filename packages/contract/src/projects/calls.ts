import type { Call } from '../call.ts';

/** Calls about projects: what a person edits, and the films that are rendered of it. */
export const projectsCalls = {
  projects: { method: 'GET', path: '/projects', access: 'user', status: 200 },
  createProject: { method: 'POST', path: '/projects', access: 'user', status: 201 },
  project: { method: 'GET', path: '/projects/{id}', access: 'user', status: 200 },
  putProject: { method: 'PUT', path: '/projects/{id}', access: 'user', status: 200 },
  deleteProject: { method: 'DELETE', path: '/projects/{id}', access: 'user', status: 204 },
  renderProject: { method: 'POST', path: '/projects/{id}/renders', access: 'user', status: 201 },
  projectRenders: { method: 'GET', path: '/projects/{id}/renders', access: 'user', status: 200 },
  previewProject: { method: 'POST', path: '/projects/{id}/preview', access: 'user', status: 200 },
  projectPreview: { method: 'GET', path: '/projects/{id}/preview', access: 'user', status: 200 },
  projectFrame: { method: 'GET', path: '/projects/{id}/frame', access: 'user', status: 200 },
  projectMaterials: { method: 'GET', path: '/projects/{id}/materials', access: 'user', status: 200 },
  projectRevision: { method: 'GET', path: '/projects/{id}/revision', access: 'user', status: 200 },
  editProject: { method: 'POST', path: '/projects/{id}/edits', access: 'user', status: 200 },
  fillProject: { method: 'POST', path: '/projects/{id}/fillings', access: 'user', status: 201 },
  fillProjects: { method: 'POST', path: '/projects/{id}/batches', access: 'user', status: 201 },
  materials: { method: 'GET', path: '/materials', access: 'user', status: 200 },
  surveyAsset: { method: 'POST', path: '/assets/{id}/survey', access: 'user', status: 200 },
  assetSurvey: { method: 'GET', path: '/assets/{id}/survey', access: 'user', status: 200 },
  exportFilm: { method: 'POST', path: '/assets/{id}/exports', access: 'user', status: 200 },
  filmExports: { method: 'GET', path: '/assets/{id}/exports', access: 'user', status: 200 },
  assetSource: { method: 'GET', path: '/assets/{id}/source', access: 'user', status: 200 },
} as const satisfies Record<string, Call>;
