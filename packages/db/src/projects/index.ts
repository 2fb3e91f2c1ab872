export { findChangedCells, keptRevisions, noteChanges, wasEdited } from './changes.ts';
export { failExport, insertExport, listExports } from './exports.ts';
export type { ExportRow } from './exports.ts';
export { listMezzanines, listUnusedMezzanines } from './mezzanines.ts';
export type { MezzanineOfAsset } from './mezzanines.ts';
export { listMaterials, listMaterialsOf } from './materials.ts';
export {
  countProjects,
  deleteProject,
  findProject,
  findRevision,
  insertProject,
  listProjects,
  putProject,
} from './projects.ts';
export type { ListedProject, ProjectContent } from './projects.ts';
export {
  countMaking,
  failPreview,
  findPreview,
  findPreviewOfProject,
  findPreviewPlaylist,
  findStill,
  insertPreview,
  listPreviewsUsing,
  listSpentPreviews,
  listUnusedPreviews,
  publishPreview,
  setPreviewProgress,
  wantPreview,
} from './previews.ts';
export type { PreviewOfProject } from './previews.ts';
export {
  countRenders,
  findLatestRender,
  findRender,
  insertRender,
  listRenders,
  keepRenderReport,
  setRenderProgress,
} from './renders.ts';
export type { RenderFacts } from './renders.ts';
export { failSurvey, findSurvey, insertSurvey, keepSurvey } from './surveys.ts';
export type { SurveyRow } from './surveys.ts';
export { findSegment, listFormerSegments } from './segments.ts';
export type { PreviewRow, ProjectRow, RenderRow } from './tables.ts';
