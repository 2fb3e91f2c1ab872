export { listMaterials, listMaterialsOf } from './materials.ts';
export {
  countProjects,
  deleteProject,
  findProject,
  insertProject,
  listProjects,
  putProject,
} from './projects.ts';
export type { ProjectContent } from './projects.ts';
export {
  countRenders,
  findLatestRender,
  findRender,
  findSegment,
  insertRender,
  listFormerSegments,
  listRenders,
  setRenderProgress,
} from './renders.ts';
export type { RenderFacts } from './renders.ts';
export type { ProjectRow, RenderRow } from './tables.ts';
