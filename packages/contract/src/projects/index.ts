export {
  AssetSource,
  NewProject,
  Project,
  ProjectBody,
  ProjectDocument,
  ProjectSummary,
  Render,
  RenderState,
} from './shapes.ts';
