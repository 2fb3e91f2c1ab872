import type { ExportFormat, RenderReport } from '@weireel/contract';
import type { ColumnType, Generated, Selectable } from 'kysely';
import type { JsonOrNull } from '../engine/column-types.ts';

/** Any JSON object, written as text. */
type StoredDocument = ColumnType<Record<string, unknown>, string, string>;

/** What people edit. */
export interface ProjectsTable {
  id: string;
  owner_id: string;
  title: string;
  document: StoredDocument;
  /** Of the timeline. */
  duration_ms: number;
  revision: Generated<number>;
  /** Of its first clip; it may be gone. Null: there is none. */
  cover_asset_id: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

/** Films that are made of projects: one for each asset of origin `render`. */
export interface RendersTable {
  asset_id: string;
  /** Null: it was deleted. */
  project_id: string | null;
  owner_id: string;
  /** Of the project, when the film was asked for. */
  revision: number;
  document: StoredDocument;
  /** Asked for with others, as rows of a table. */
  is_of_batch: Generated<boolean>;
  /** Of rendering, 0 to 1. */
  progress: Generated<number>;
  /** What the film was made of; null: it is not made, or was made before this was kept. */
  report: JsonOrNull<RenderReport>;
  created_at: Generated<Date>;
}

/** What shows projects as their films will: at most one for each, with an asset of origin `preview`. */
export interface PreviewsTable {
  asset_id: string;
  /** Null: it was deleted. */
  project_id: string | null;
  owner_id: string;
  /** Of the project, that was asked for last. */
  revision: number;
  /** `idle`: only single pictures were asked for. */
  state: Generated<'idle' | 'making' | 'ready' | 'failed'>;
  /** Why it failed; null: it has not. */
  failure_code: string | null;
  /** Of its making, 0 to 1. */
  progress: Generated<number>;
  /** HLS playlist of what is ready, which names files of the asset; null: nothing is. */
  playlist: string | null;
  /** When it was asked for last. */
  used_at: Generated<Date>;
}

/** What the latest revisions of projects changed. */
export interface ProjectChangesTable {
  project_id: string;
  /** That it led to. */
  revision: number;
  /** Cells of the document, as `packages/edit` names them; null: too many to say. */
  cells: string[] | null;
  /** What whoever made it calls it, so that it is made once; null: nothing. */
  edit_id: string | null;
}

/** What was found in sources by listening to and looking at them. */
export interface SurveysTable {
  asset_id: string;
  /** Names the picture and sound that it is of. */
  sha256: string;
  /** `Survey` of the contract; null: it is not made. */
  result: JsonOrNull<object>;
  /** Why it failed; null: it has not. */
  failure_code: string | null;
  created_at: Generated<Date>;
}

/** Other forms of films that were asked for; those that are made are artefacts. */
export interface FilmExportsTable {
  asset_id: string;
  format: ExportFormat;
  /** Why it failed; null: it has not. */
  failure_code: string | null;
  created_at: Generated<Date>;
}

/** What belongs to projects. */
export interface ProjectsTables {
  projects: ProjectsTable;
  renders: RendersTable;
  previews: PreviewsTable;
  project_changes: ProjectChangesTable;
  surveys: SurveysTable;
  film_exports: FilmExportsTable;
}

/** A project's row. */
export type ProjectRow = Selectable<ProjectsTable>;
/** A render's row. */
export type RenderRow = Selectable<RendersTable>;
/** A preview's row. */
export type PreviewRow = Selectable<PreviewsTable>;
