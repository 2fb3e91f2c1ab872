import type { EditDocument } from '../edit-document.ts';
import { canonicalJson } from '../plan/canonical-json.ts';
import type { Marker } from '../schema/edit-document.ts';
import type { Change } from '../schema/operation.ts';
import { type Problem, problem } from '../validation/problem.ts';

/**
 * A document as a flat table, so that what differs between two of them can be named: `fps`, `assets/film`,
 * `tracks/main/name`, `items/a/start`. Lists that time orders are not kept; the order of tracks is a cell.
 */
type Cells = Map<string, unknown>;

const order = 'order';

/** What differs from one document to another; with `from` and `to` changed places it leads back. */
export function changesBetween(before: EditDocument, after: EditDocument): Change[] {
  const [former, present] = [toCells(before), toCells(after)];
  return [...new Set([...former.keys(), ...present.keys()])].sort().flatMap((cell): Change[] => {
    const [from, to] = [former.get(cell), present.get(cell)];
    if (
      from === to ||
      (from !== undefined && to !== undefined && canonicalJson(from) === canonicalJson(to))
    ) {
      return [];
    }
    return [{ cell, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
  });
}

/** The changes that lead back. */
export function invertChanges(changes: readonly Change[]): Change[] {
  return changes.map(({ cell, from, to }) => ({
    cell,
    ...(to !== undefined && { from: to }),
    ...(from !== undefined && { to: from }),
  }));
}

/** A document with changes made, or the first cell that is not what it was when they were found. */
export function applyChanges(document: EditDocument, changes: readonly Change[]): EditDocument | Problem {
  const cells = toCells(document);
  for (const { cell, from, to } of changes) {
    const present = cells.get(cell);
    const isAsBefore =
      present === undefined || from === undefined
        ? present === from
        : canonicalJson(present) === canonicalJson(from);
    if (!isAsBefore) return problem('changed_meanwhile', cell.replaceAll('/', '.'));
    if (to === undefined) cells.delete(cell);
    else cells.set(cell, to);
  }
  return toDocument(cells);
}

function toCells({ assets, styles, tracks, markers, ...rest }: EditDocument): Cells {
  const cells: Cells = new Map(Object.entries(rest).filter(([, value]) => value !== undefined));
  for (const [id, asset] of Object.entries(assets)) cells.set(`assets/${id}`, asset);
  for (const [id, style] of Object.entries(styles)) cells.set(`styles/${id}`, style);
  for (const marker of markers ?? []) cells.set(`markers/${marker.id}`, marker);
  cells.set(
    order,
    tracks.map(({ id }) => id),
  );
  for (const { id: track, items, transitions, ...fields } of tracks) {
    setFields(cells, `tracks/${track}`, fields);
    for (const { id, ...item } of items) setFields(cells, `items/${id}`, { ...item, track });
    for (const { id, ...transition } of transitions) {
      setFields(cells, `transitions/${id}`, { ...transition, track });
    }
  }
  return cells;
}

function setFields(cells: Cells, path: string, fields: object): void {
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) cells.set(`${path}/${name}`, value);
  }
}

/** The document of a table. A table that changes have left without what a document needs makes one that is refused. */
function toDocument(cells: Cells): EditDocument | Problem {
  const lists: Record<string, Map<string, Record<string, unknown>>> = {
    ...{ tracks: new Map(), items: new Map(), transitions: new Map() },
  };
  const records: Record<string, Record<string, unknown>> = { assets: {}, styles: {}, markers: {} };
  const document: Record<string, unknown> = {};
  for (const [cell, value] of cells) {
    const [sort = '', id = '', ...name] = cell.split('/');
    const list = Object.hasOwn(lists, sort) ? lists[sort] : undefined;
    const record = Object.hasOwn(records, sort) ? records[sort] : undefined;
    if (list !== undefined) {
      const fields = list.get(id) ?? { id };
      list.set(id, { ...fields, [name.join('/')]: value });
    } else if (record !== undefined) record[id] = value;
    else if (sort !== order) document[sort] = value;
  }
  const { markers = {}, ...maps } = records;
  const ids: unknown = cells.get(order);
  const startOf = (item: unknown) => Number(lists.items?.get(String(item))?.start);
  const tracks = (Array.isArray(ids) ? ids : []).map((id: unknown) => ({
    ...lists.tracks?.get(String(id)),
    id,
    items: ofTrack(lists.items, id).sort((a, b) => Number(a.start) - Number(b.start)),
    transitions: ofTrack(lists.transitions, id).sort((a, b) => startOf(a.to) - startOf(b.to)),
  }));
  const kept = tracks.reduce((sum, { items, transitions }) => sum + items.length + transitions.length, 0);
  if (kept < (lists.items?.size ?? 0) + (lists.transitions?.size ?? 0))
    return problem('track_missing', 'tracks');
  // as: cells of markers are markers
  const inOrder = sortMarkers(Object.values(markers) as Marker[]);
  // as: cells of a document, put together again; whoever applies changes checks what comes of them
  return {
    ...document,
    ...maps,
    tracks,
    ...(inOrder.length > 0 && { markers: inOrder }),
  } as unknown as EditDocument;
}

/** Markers by their times, those of one time by their ids. */
export function sortMarkers(markers: readonly Marker[]): Marker[] {
  return [...markers].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function ofTrack(
  list: Map<string, Record<string, unknown>> | undefined,
  id: unknown,
): Record<string, unknown>[] {
  return [...(list?.values() ?? [])].flatMap(({ track, ...fields }) => (track === id ? [fields] : []));
}
