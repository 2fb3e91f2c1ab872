import type { EditDocument, Item, Track } from '../edit-document.ts';
import type { Animatable, KeyFrame } from '../schema/key-frames.ts';
import type { Operation } from '../schema/operation.ts';
import { problem } from '../validation/problem.ts';
import { type Edited, isRefused } from './edited.ts';
import { mapTracks, openTrack, placedItem, replaceItem } from './timeline.ts';

type Of<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>;

// What other operations change, each with what belongs to it.
const fixedOfItem: ReadonlySet<string> = new Set(['id', 'kind', 'start', 'duration', 'retime']);
const fieldsOfTrack: ReadonlySet<string> = new Set(['name', 'locked', 'hidden', 'muted', 'solo', 'gain']);
const fixedOfTransition: ReadonlySet<string> = new Set(['id', 'from', 'to']);

/** Sets or removes one field of an item. */
export function setItem(document: EditDocument, { item: id, field, value }: Of<'setItem'>): Edited {
  const placed = placedItem(document, id);
  if (isRefused(placed)) return placed;
  if (fixedOfItem.has(field)) return problem('not_allowed', id);
  return replaceItem(document, id, withField(placed.item, field, value));
}

/** Sets a key frame of a property, which may have been constant so far. */
export function setKey(document: EditDocument, operation: Of<'setKey'>): Edited {
  const { item: id, property, at, value, ease } = operation;
  return editProperty(document, id, property, (present) => {
    const others = keysOf(present).filter((key) => key.at !== at);
    const key: KeyFrame = { at, value, ...(ease !== undefined && { ease }) };
    return { keys: [...others, key].sort((a, b) => a.at - b.at) };
  });
}

/** Takes a key frame away; where it was the last its value stays. */
export function deleteKey(document: EditDocument, { item: id, property, at }: Of<'deleteKey'>): Edited {
  return editProperty(document, id, property, (present) => {
    const keys = keysOf(present);
    const [key, others] = [keys.find((each) => each.at === at), keys.filter((each) => each.at !== at)];
    if (key === undefined) return null;
    return others.length === 0 ? key.value : { keys: others };
  });
}

/** A list with one more at a place; phones do not know `toSpliced`. */
function inserted<T>(list: readonly T[], index: number, one: T): T[] {
  return [...list.slice(0, index), one, ...list.slice(index)];
}

/** Puts a track among the others; 0 is the bottom. */
export function addTrack(document: EditDocument, { track, index }: Of<'addTrack'>): Edited {
  return { ...document, tracks: inserted(document.tracks, index, track) };
}

/** Takes a track away, with all that is on it. */
export function removeTrack(document: EditDocument, { track: id }: Of<'removeTrack'>): Edited {
  const track = openTrack(document, id);
  if (isRefused(track)) return track;
  return { ...document, tracks: document.tracks.filter((each) => each !== track) };
}

/** Puts a track elsewhere among the others. */
export function moveTrack(document: EditDocument, { track: id, index }: Of<'moveTrack'>): Edited {
  const track = openTrack(document, id);
  if (isRefused(track)) return track;
  return {
    ...document,
    tracks: inserted(
      document.tracks.filter((each) => each !== track),
      index,
      track,
    ),
  };
}

/** Sets or removes one field of a track; a locked one can be unlocked. */
export function setTrack(document: EditDocument, { track: id, field, value }: Of<'setTrack'>): Edited {
  if (!fieldsOfTrack.has(field)) return problem('not_allowed', id);
  if (!document.tracks.some((track) => track.id === id)) return problem('track_missing', id);
  return mapTracks(document, (track): Track => (track.id === id ? withField(track, field, value) : track));
}

/** Puts a transition between two items that meet. */
export function addTransition(
  document: EditDocument,
  { track: id, transition }: Of<'addTransition'>,
): Edited {
  const track = openTrack(document, id);
  if (isRefused(track)) return track;
  const isThere = (item: string) => track.items.some((each) => each.id === item);
  if (!isThere(transition.from)) return problem('item_missing', transition.from);
  if (!isThere(transition.to)) return problem('item_missing', transition.to);
  if (track.transitions.some(({ to }) => to === transition.to)) return problem('no_room', transition.to);
  return mapTracks(document, (each) =>
    each === track ? { ...each, transitions: [...each.transitions, transition] } : each,
  );
}

/** Takes a transition away: what it joined meets at a cut. */
export function removeTransition(document: EditDocument, { transition: id }: Of<'removeTransition'>): Edited {
  return editTransition(document, id, () => []);
}

/** Sets or removes one field of a transition. */
export function setTransition(document: EditDocument, operation: Of<'setTransition'>): Edited {
  const { transition: id, field, value } = operation;
  if (fixedOfTransition.has(field)) return problem('not_allowed', id);
  return editTransition(document, id, (transition) => [withField(transition, field, value)]);
}

/** Sets or removes an asset. */
export function setAsset(document: EditDocument, { id, asset }: Of<'setAsset'>): Edited {
  return { ...document, assets: withField(document.assets, id, asset) };
}

/** Sets or removes a style. */
export function setStyle(document: EditDocument, { id, style }: Of<'setStyle'>): Edited {
  return { ...document, styles: withField(document.styles, id, style) };
}

/** Sets or removes a marker. */
export function setMarker(document: EditDocument, { id, marker }: Of<'setMarker'>): Edited {
  const { markers = [], ...rest } = document;
  const others = markers.filter((each) => each.id !== id);
  const all = marker === null ? others : [...others, { ...marker, id }];
  return all.length === 0 ? rest : { ...rest, markers: all };
}

/** Sets or removes a field of the document itself. */
export function setDocument(document: EditDocument, { field, value }: Of<'setDocument'>): Edited {
  if (value === null && (field === 'canvas' || field === 'fps')) return problem('required', field);
  return withField(document, field, value);
}

function editTransition(
  document: EditDocument,
  id: string,
  change: (transition: Track['transitions'][number]) => Track['transitions'],
): Edited {
  const track = document.tracks.find(({ transitions }) => transitions.some((each) => each.id === id));
  if (track === undefined) return problem('transition_missing', id);
  if (track.locked === true) return problem('locked', track.id);
  return mapTracks(document, (each) =>
    each === track
      ? { ...each, transitions: each.transitions.flatMap((one) => (one.id === id ? change(one) : [one])) }
      : each,
  );
}

/** An item with the property at a dotted path changed; refused where `change` answers null. */
function editProperty(
  document: EditDocument,
  id: string,
  path: string,
  change: (present: Animatable | undefined) => Animatable | null,
): Edited {
  const placed = placedItem(document, id);
  if (isRefused(placed)) return placed;
  const [field = '', ...steps] = path.split('.');
  if (fixedOfItem.has(field)) return problem('not_allowed', id);
  const edited = at(placed.item, [field, ...steps]);
  return edited === null
    ? problem('not_allowed', `${id}.${path}`)
    : replaceItem(document, id, edited as Item); // as: a copy of an item

  function at(value: unknown, [step, ...rest]: string[]): unknown {
    // as: a property is a number or has key frames, and whoever is not trusted is checked afterwards
    if (step === undefined) return change(value as Animatable | undefined);
    if (value !== undefined && (typeof value !== 'object' || value === null)) return null;
    const fields: object = value ?? {};
    const inner: unknown = Object.entries(fields).find(([name]) => name === step)?.[1];
    const changed = at(inner, rest);
    if (changed === null) return null;
    if (!Array.isArray(fields)) return { ...fields, [step]: changed };
    return inner === undefined
      ? null
      : fields.map((each: unknown, index) => (String(index) === step ? changed : each));
  }
}

function keysOf(property: Animatable | undefined): KeyFrame[] {
  return typeof property === 'object' && Array.isArray(property.keys) ? property.keys : [];
}

/** A copy with one field set; null removes it. */
function withField<T extends object>(value: T, field: string, inner: unknown): T {
  const fields = Object.entries(value).filter(([name]) => name !== field);
  // as: its fields are checked where the operation comes from somebody else
  return Object.fromEntries(inner === null ? fields : [...fields, [field, inner]]) as T;
}
