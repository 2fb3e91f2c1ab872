import type { Route } from '../route.ts';
import { IdParams, listOf, ListQuery } from '../scalars.ts';
import { projectsCalls } from './calls.ts';
import { EditedProject, ProjectEdits, ProjectRevision } from './edits.ts';
import { ExportWish, FilmExport } from './exports.ts';
import { BatchFilm, Filling, FillingTable } from './fillings.ts';
import { SurveyState } from './survey.ts';
import {
  AssetSource,
  Material,
  MaterialsQuery,
  NewProject,
  Preview,
  Project,
  ProjectBody,
  ProjectFrame,
  ProjectFrameQuery,
  ProjectSummary,
  Render,
} from './shapes.ts';

/** A document of the most characters that one may have. */
const mostBodyBytes = 4_000_000;

/** Calls about projects with the schemas of what they take and answer. */
export const projectsRoutes = {
  projects: {
    ...projectsCalls.projects,
    summary: 'Own projects, the latest changed first',
    query: ListQuery,
    answer: listOf(ProjectSummary),
  },
  createProject: {
    ...projectsCalls.createProject,
    summary: 'Begins a project',
    body: NewProject,
    mostBodyBytes,
    answer: Project,
  },
  project: {
    ...projectsCalls.project,
    summary: 'A project of one’s own, with its latest film',
    params: IdParams,
    answer: Project,
  },
  putProject: {
    ...projectsCalls.putProject,
    summary:
      'Writes a project whole; `project_changed` has the `project` as it is when another change came first',
    params: IdParams,
    body: ProjectBody,
    mostBodyBytes,
    answer: Project,
  },
  deleteProject: {
    ...projectsCalls.deleteProject,
    summary: 'Deletes a project; films that were made of it stay',
    params: IdParams,
  },
  renderProject: {
    ...projectsCalls.renderProject,
    summary: 'Makes a film of a project as it is now: a new asset, which can be published at once',
    params: IdParams,
    answer: Render,
  },
  projectRenders: {
    ...projectsCalls.projectRenders,
    summary: 'The latest films of a project, newest first; those that were deleted are left out',
    params: IdParams,
    answer: listOf(Render),
  },
  previewProject: {
    ...projectsCalls.previewProject,
    summary:
      'Makes the exact preview of a project as it is now, of the renderer’s own segments; answers how far it is',
    params: IdParams,
    answer: Preview,
  },
  projectPreview: {
    ...projectsCalls.projectPreview,
    summary:
      'How far the latest preview that was asked for is; `not_found` where there is none, or none any more',
    params: IdParams,
    answer: Preview,
  },
  projectFrame: {
    ...projectsCalls.projectFrame,
    summary: 'One picture of a project as its film will have it, in the size of that',
    params: IdParams,
    query: ProjectFrameQuery,
    answer: ProjectFrame,
  },
  projectMaterials: {
    ...projectsCalls.projectMaterials,
    summary: 'What of a project’s assets may be used now, to be shown while editing; the others are left out',
    params: IdParams,
    answer: listOf(Material),
  },
  projectRevision: {
    ...projectsCalls.projectRevision,
    summary: 'Whether somebody else has changed a project: its present revision, and nothing else',
    params: IdParams,
    answer: ProjectRevision,
  },
  editProject: {
    ...projectsCalls.editProject,
    summary:
      'Performs edits on a project, on top of what others did since; tells which do not go together with that',
    params: IdParams,
    body: ProjectEdits,
    mostBodyBytes,
    answer: EditedProject,
  },
  fillProject: {
    ...projectsCalls.fillProject,
    summary: 'Makes a project of one’s own of a template: a project whose document has slots',
    params: IdParams,
    body: Filling,
    answer: Project,
  },
  fillProjects: {
    ...projectsCalls.fillProjects,
    summary: 'Makes a project of a template for each row, and begins their films: all of them, or none',
    params: IdParams,
    body: FillingTable,
    answer: listOf(BatchFilm),
  },
  materials: {
    ...projectsCalls.materials,
    summary: 'Own videos that may be used in projects, newest first',
    query: MaterialsQuery,
    answer: listOf(Material),
  },
  surveyAsset: {
    ...projectsCalls.surveyAsset,
    summary:
      'Listens to and looks at a source of one’s own once, for waveforms, pauses, beats and changes of scene; answers how far that is',
    params: IdParams,
    answer: SurveyState,
  },
  assetSurvey: {
    ...projectsCalls.assetSurvey,
    summary: 'What was found in a source; `not_found` where nobody has asked for it',
    params: IdParams,
    answer: SurveyState,
  },
  exportFilm: {
    ...projectsCalls.exportFilm,
    summary:
      'Makes another form of a film of one’s own, once: an animated picture of a short one, or its sound; answers how far that is',
    params: IdParams,
    body: ExportWish,
    answer: FilmExport,
  },
  filmExports: {
    ...projectsCalls.filmExports,
    summary:
      'The other forms of a film of one’s own that were asked for; those that are ready can be downloaded',
    params: IdParams,
    answer: listOf(FilmExport),
  },
  assetSource: {
    ...projectsCalls.assetSource,
    summary: 'What documents say of a video of one’s own, to use it in a project',
    params: IdParams,
    answer: AssetSource,
  },
} as const satisfies Record<string, Route>;
