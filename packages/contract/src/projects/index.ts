export {
  AssetSource,
  Material,
  MaterialsQuery,
  NewProject,
  Project,
  ProjectBody,
  ProjectDocument,
  ProjectSummary,
  Render,
  RenderState,
} from './shapes.ts';
