export { DocumentProblem, EditedProject, ProjectEdits, ProjectRevision } from './edits.ts';
export { ExportFormat, ExportParams, ExportWish, FilmExport } from './exports.ts';
export { BatchFilm, Filling, FillingTable, SlotContent } from './fillings.ts';
export { Survey, SurveyedSound, SurveyState } from './survey.ts';
export { mostRowsOfBatch } from './most-rows-of-batch.ts';
export {
  AssetSource,
  Material,
  MaterialsQuery,
  NewProject,
  Preview,
  PreviewState,
  Project,
  ProjectBody,
  ProjectDocument,
  ProjectFrame,
  ProjectFrameQuery,
  ProjectSummary,
  Render,
  RenderReport,
  RenderState,
} from './shapes.ts';
