import type { FileSource } from '@weireel/contract';
import { isKnownItem, type EditDocument, type Item } from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';
import { setTitleLook, type Title } from './titles.ts';
import { withAsset } from './with-asset.ts';

/** What writes a title in a font of one’s own; null: in the installation’s. A font that nothing is written in goes. */
export function setTitleFont(
  document: EditDocument,
  title: Title,
  source: Extract<FileSource, { kind: 'font' }> | null,
  newId: () => string,
): Operation[] {
  const former = new Set(fontsOf(title));
  if (source === null) return [setTitleLook(title, { font: undefined }), ...unused(document, title, former)];
  const { key, operations } = withAsset(document, source, newId);
  former.delete(key);
  return [...operations, setTitleLook(title, { font: key }), ...unused(document, title, former)];
}

/** What takes fonts that may not be used from all words that stay. */
export function wordsWithoutLost(
  { tracks, assets, styles }: EditDocument,
  gone: readonly Item[],
  isLost: (asset: string) => boolean,
): Operation[] {
  const lost = new Set(Object.keys(assets).filter((id) => assets[id]?.kind === 'font' && isLost(id)));
  if (lost.size === 0) return [];
  const titles = tracks.flatMap(({ items }) =>
    items.flatMap((item) =>
      isKnownItem(item) &&
      item.kind === 'text' &&
      !gone.includes(item) &&
      fontsOf(item).some((font) => lost.has(font))
        ? [setTitleLook(item, { font: undefined })]
        : [],
    ),
  );
  const plain = Object.entries(styles).flatMap(([id, { font, ...style }]): Operation[] =>
    font !== undefined && lost.has(font) ? [{ kind: 'setStyle', id, style }] : [],
  );
  return [...titles, ...plain, ...[...lost].map((id) => ({ kind: 'setAsset', id, asset: null }) as const)];
}

function fontsOf({ runs }: Title): string[] {
  return runs.flatMap(({ look }) => look?.font ?? []);
}

function unused({ tracks, styles }: EditDocument, except: Title, fonts: ReadonlySet<string>): Operation[] {
  const used = new Set([
    ...Object.values(styles).flatMap(({ font }) => font ?? []),
    ...tracks.flatMap(({ items }) =>
      items.flatMap((item) =>
        isKnownItem(item) && item.kind === 'text' && item.id !== except.id ? fontsOf(item) : [],
      ),
    ),
  ]);
  return [...fonts]
    .filter((font) => !used.has(font))
    .map((id) => ({ kind: 'setAsset', id, asset: null }) as const);
}
