import type { Project, ProjectSummary, Render } from '@weireel/contract';
import type { ListedProject, ProjectRow, RenderFacts } from '@weireel/db/projects';

/** A project in lists. */
export function presentSummary(row: ListedProject, coverUrl: string | null): ProjectSummary {
  return {
    ...{ id: row.id, title: row.title, revision: row.revision, durationMs: row.duration_ms },
    ...{ updatedAt: row.updated_at.toISOString(), slotCount: row.slot_count, coverUrl },
  };
}

/** A project with its latest film and the picture it is shown by; null: it has none. */
export function presentProject(
  row: ProjectRow,
  render: RenderFacts | null,
  coverUrl: string | null,
): Project {
  return {
    ...presentSummary({ ...row, slot_count: countSlots(row.document) }, coverUrl),
    document: row.document,
    render: render && presentRender(render),
  };
}

function countSlots({ template }: Record<string, unknown>): number {
  const isTemplate = typeof template === 'object' && template !== null && 'slots' in template;
  return isTemplate && Array.isArray(template.slots) ? template.slots.length : 0;
}

const states: Record<RenderFacts['state'], Render['state']> = {
  ...{ uploading: 'rendering', processing: 'processing', ready: 'ready' },
  ...{ failed: 'failed', deleted: 'failed' },
};

/** How far a film is. */
export function presentRender(render: RenderFacts): Render {
  const { asset_id, revision, progress, state, failure_code } = render;
  return {
    ...{ assetId: asset_id, revision, state: states[state], failureCode: failure_code },
    progress: state === 'uploading' ? progress : 1,
    ...{ createdAt: render.created_at.toISOString(), videoId: render.video_id, report: render.report },
  };
}
