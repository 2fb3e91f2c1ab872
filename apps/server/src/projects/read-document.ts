import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import type { ProjectRow } from '@weireel/db/projects';
import {
  assetOf,
  durationOf,
  isKnownItem,
  type EditDocument,
  type Problem,
  ticksPerSecond,
} from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { resolveSources } from '@weireel/publishing';
import { findUnrendered } from '@weireel/render';

/** A project's content that may be kept. */
export interface CheckedContent {
  /** Its name. */
  title: string;
  /** A document that is valid, with what is known here of its assets. */
  document: EditDocument;
  /** How long its timeline is. */
  durationMs: number;
  /** Asset of its first clip; null: there is none. */
  coverAssetId: string | null;
}

/**
 * Checks what somebody sent as a project, and whether they may use what it uses.
 *
 * @throws WeireelError `document_invalid` with `problems`: path, code, and words in both languages
 */
export async function readDocument(
  db: Database,
  { title, document }: { title: string; document: unknown },
  ownerId: string,
): Promise<CheckedContent> {
  const checked = checkDocument(document);
  if (checked.document === null) throw invalidDocument(checked.problems);
  const resolved = await resolveDocument(db, { title, document: checked.document }, ownerId);
  if ('problems' in resolved) throw invalidDocument(resolved.problems);
  return resolved.content;
}

/** Asks of a valid document whether a person may use what it uses: what may be kept of it, or what is wrong. */
export async function resolveDocument(
  db: Database,
  { title, document }: { title: string; document: EditDocument },
  ownerId: string,
): Promise<{ content: CheckedContent } | { problems: Problem[] }> {
  const resolved = await resolveSources(db, document, ownerId);
  if (resolved.problems.length > 0) return { problems: resolved.problems };
  const durationMs = Math.ceil((durationOf(resolved.document) * 1000) / ticksPerSecond);
  const coverAssetId = firstAsset(resolved.document);
  return { content: { title: title.trim(), document: resolved.document, durationMs, coverAssetId } };
}

/**
 * A project's document as it can be rendered now.
 *
 * @throws WeireelError `nothing_to_render`; `document_invalid` with `problems`, also for what is not rendered yet
 */
export async function readRenderable(
  db: Database,
  project: ProjectRow,
  ownerId: string,
): Promise<EditDocument> {
  if (project.duration_ms === 0) throw new WeireelError('nothing_to_render');
  const { document } = await readDocument(db, project, ownerId);
  const unrendered = findUnrendered(document);
  if (unrendered.length > 0) throw invalidDocument(unrendered);
  return document;
}

function firstAsset(document: EditDocument): string | null {
  const clips = document.tracks
    .filter(({ kind, hidden }) => kind === 'visual' && hidden !== true)
    .flatMap(({ items }) => items.filter(isKnownItem).filter((item) => item.kind === 'clip'))
    .toSorted((a, b) => a.start - b.start);
  const asset = clips[0] === undefined ? null : assetOf(document, clips[0].asset);
  return asset?.assetId ?? null;
}

/** What is told of at most: a document that is wrong throughout is not answered by one as long. */
const mostProblems = 100;

/** That a document cannot be used, with the reasons. */
export function invalidDocument(problems: readonly Problem[]): WeireelError {
  return new WeireelError('document_invalid', { extra: { problems: problems.slice(0, mostProblems) } });
}
