import { WeireelError, type Filling } from '@weireel/contract';
import type { Database } from '@weireel/db';
import type { ProjectRow } from '@weireel/db/projects';
import {
  fillTemplate,
  problemOf,
  readFillingTable,
  ticksOfMs,
  type EditDocument,
  type Problem,
  type SlotFill,
} from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { findSource } from '@weireel/publishing';
import { invalidDocument, resolveDocument, type CheckedContent } from './read-document.ts';

/**
 * The document of a template.
 *
 * @throws WeireelError `not_a_template`, `document_invalid`
 */
export function readTemplate({ document }: ProjectRow): EditDocument {
  const checked = checkDocument(document);
  if (checked.document === null) throw invalidDocument(checked.problems);
  if ((checked.document.template?.slots ?? []).length === 0) throw new WeireelError('not_a_template');
  return checked.document;
}

/**
 * What a table in CSV says.
 *
 * @throws WeireelError `document_invalid` with `problems` at `columns.<heading>` or `rows.<index>`
 */
export function readTable(template: EditDocument, csv: string): Filling[] {
  const { rows, problems } = readFillingTable(template, csv);
  if (problems.length > 0) throw invalidDocument(problems);
  return rows;
}

/** What comes of filling a template, or what is wrong. */
export type FilledContent = { content: CheckedContent } | { problems: Problem[] };

/**
 * Fills a template for a person. Asked for all that the document then uses is whether that person may: what goes into
 * slots, and what stays in them.
 *
 * @param template its document
 */
export async function fillFor(
  db: Database,
  template: EditDocument,
  { title, slots }: { title: string; slots: Filling['slots'] },
  ownerId: string,
): Promise<FilledContent> {
  const fills: Record<string, SlotFill> = {};
  const assets: EditDocument['assets'] = { ...template.assets };
  const problems: Problem[] = [];
  for (const [id, content] of Object.entries(slots)) {
    if ('text' in content) {
      fills[id] = { kind: 'text', text: content.text };
      continue;
    }
    const source = await findSource(db, content.assetId, ownerId);
    if (source === null) {
      problems.push(problemOf('asset_unavailable', ['slots', id]));
      continue;
    }
    const asset = keyFor(assets, content.assetId);
    assets[asset] = source;
    fills[id] = { kind: 'asset', asset, sourceIn: ticksOfMs(content.fromMs ?? 0) };
  }
  if (problems.length > 0) return { problems };
  const filled = fillTemplate({ ...template, assets }, fills);
  if (filled.kind === 'refused') return { problems: filled.problems };
  const resolved = await resolveDocument(db, { title, document: filled.document }, ownerId);
  if ('content' in resolved) return resolved;
  return { problems: resolved.problems.map((each) => atSlot(each, filled.document, template)) };
}

/** The name of an asset of the library in a document: the one it has, or a free one. */
function keyFor(assets: EditDocument['assets'], assetId: string): string {
  const known = Object.entries(assets).find(
    ([, asset]) => 'assetId' in asset && asset.assetId === assetId,
  )?.[0];
  if (known !== undefined) return known;
  return Object.hasOwn(assets, assetId) ? keyFor(assets, `${assetId}-`) : assetId;
}

/** Of media that a slot still has: said with the slot, which is what can be filled. */
function atSlot(found: Problem, { assets, tracks }: EditDocument, { template }: EditDocument): Problem {
  if (found.code !== 'asset_unavailable') return found;
  const [, name = ''] = found.path.split('.');
  const isOfSlot = (itemId: string): boolean =>
    tracks.some(({ items }) =>
      items.some((item) => item.id === itemId && 'asset' in item && item.asset === name),
    );
  const slot = Object.hasOwn(assets, name) ? template?.slots.find(({ item }) => isOfSlot(item)) : undefined;
  return slot === undefined ? found : { ...found, path: `slots.${slot.id}` };
}
