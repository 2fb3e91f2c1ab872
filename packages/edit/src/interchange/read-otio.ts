import type { EditDocument } from '../edit-document.ts';
import type { Clip, Speed } from '../schema/clip.ts';
import { sourceAt } from '../time/retime.ts';
import { type CheckedDocument, checkDocument } from '../validation/check-document.ts';
import { checkSize } from '../validation/check-size.ts';
import { type JsonObject, isJsonObject } from '../validation/json-schema.ts';
import { type Problem, problem } from '../validation/problem.ts';
import { rangeOf, ticksOf } from './otio-time.ts';

/** A file as a timeline of another program names it. */
export interface MediaReference {
  /** Where it is; empty when the reference does not say. */
  url: string;
  /** What it is called; empty when the reference does not say. */
  name: string;
}

/** What reading needs of whoever asks for it. */
export interface ReadOtioOptions {
  /** Canvas, frame rate and assets for a timeline that is not ours. */
  base: EditDocument;
  /** The asset, by its id in `base`, that a reference means; null: there is none, and a gap is left. */
  assetFor: (reference: MediaReference) => string | null;
  /** A new id for what has none. */
  newId: () => string;
}

/** What is read so far. */
interface Reading extends ReadOtioOptions {
  document: JsonObject;
  problems: Problem[];
}

/**
 * Reads an OpenTimelineIO timeline, ours or another program's. What a document has no word for is left out, its time
 * kept as a gap, and told of as `not_in_document`.
 *
 * @param input the JSON of an `.otio` file, whatever it is
 */
export function readOtio(input: unknown, options: ReadOtioOptions): CheckedDocument {
  const tooMuch = checkSize(input);
  if (tooMuch.length > 0) return { document: null, problems: tooMuch };
  if (!isJsonObject(input) || schemaOf(input) !== 'Timeline' || !isJsonObject(input.tracks)) {
    return { document: null, problems: [problem('wrong_type', '')] };
  }
  const own = ownOf(input);
  const { tracks: _, markers: __, meta: ___, ...base } = options.base;
  const title =
    typeof input.name === 'string' && input.name !== '' ? { meta: { title: input.name.slice(0, 100) } } : {};
  const reading: Reading = { ...options, problems: [], document: { ...base, ...title, ...own } };
  const markers = listOf(input.tracks.markers).flatMap((marker) => readMarker(reading, marker));
  const document = {
    ...reading.document,
    tracks: listOf(input.tracks.children).flatMap((track, index) =>
      readTrack(reading, track, `tracks.${index}`),
    ),
    ...(markers.length > 0 && { markers }),
  };
  const checked = checkDocument(document);
  return { document: checked.document, problems: [...reading.problems, ...checked.problems] };
}

function readTrack(reading: Reading, track: unknown, path: string): JsonObject[] {
  if (!isJsonObject(track) || schemaOf(track) !== 'Track') return leaveOut(reading, path);
  const items: JsonObject[] = [];
  const waiting: { transition: JsonObject; from: JsonObject | undefined }[] = [];
  const transitions: JsonObject[] = [];
  let at = 0;
  listOf(track.children).forEach((child, index) => {
    const here = `${path}.children.${index}`;
    if (!isJsonObject(child)) return void leaveOut(reading, here);
    if (schemaOf(child) === 'Transition') {
      waiting.push({ transition: child, from: items.at(-1) });
      return;
    }
    const range = rangeOf(child.source_range) ?? availableRange(child);
    if (range === null || range.duration <= 0) return void leaveOut(reading, here);
    const item = schemaOf(child) === 'Clip' ? readClip(reading, child, at, range) : null;
    if (item !== null) {
      for (const { transition, from } of waiting.splice(0)) {
        transitions.push(...readTransition(reading, transition, from, item, here));
      }
      items.push(item);
    } else if (schemaOf(child) !== 'Gap') leaveOut(reading, here);
    at += range.duration;
  });
  for (const _ of waiting) leaveOut(reading, path);
  const kind = track.kind === 'Audio' ? 'audio' : 'visual';
  const name = typeof track.name === 'string' && track.name !== '' ? { name: track.name.slice(0, 100) } : {};
  return [{ id: reading.newId(), kind, ...name, ...ownOf(track), items, transitions }];
}

function readClip(
  reading: Reading,
  clip: JsonObject,
  start: number,
  range: { start: number; duration: number },
): JsonObject | null {
  const own = ownOf(clip);
  const { duration } = range;
  if (typeof own.kind === 'string' && own.kind !== 'clip') return { ...own, start, duration };
  if (own.kind === 'clip') return { ...own, ...sourceOf(own, range), start, duration };
  const asset = reading.assetFor(referenceOf(clip));
  if (asset === null) return null;
  const effects = listOf(clip.effects).filter(isJsonObject);
  const name = typeof clip.name === 'string' && clip.name !== '' ? { name: clip.name.slice(0, 100) } : {};
  return {
    ...{ id: reading.newId(), kind: 'clip', start, duration, asset, ...name },
    ...(clip.enabled === false && { disabled: true }),
    ...speedOf(effects, range),
  };
}

/** Of a clip of ours, where in its source another program has moved it to. */
function sourceOf(own: JsonObject, range: { start: number; duration: number }): { sourceIn?: number } {
  if (typeof own.sourceIn !== 'number' || !Number.isSafeInteger(own.sourceIn)) return {};
  const clip = own as unknown as Clip; // as: its shape is checked with the whole document
  try {
    const shown = Math.min(sourceAt(clip, 0), sourceAt(clip, range.duration));
    return { sourceIn: own.sourceIn + range.start - shown };
  } catch {
    // A speed that is none: the check of the document says so.
    return {};
  }
}

function speedOf(effects: JsonObject[], range: { start: number; duration: number }): JsonObject {
  const frozen = effects.some((effect) => schemaOf(effect) === 'FreezeFrame');
  if (frozen) return { sourceIn: range.start, retime: { kind: 'freeze' } };
  const warp = effects.find((effect) => schemaOf(effect) === 'LinearTimeWarp')?.time_scalar;
  if (typeof warp !== 'number' || warp === 1) return { sourceIn: range.start };
  const speed = fractionOf(Math.abs(warp));
  const reversed = warp < 0;
  const span = Math.ceil((range.duration * speed.num) / speed.den);
  return {
    sourceIn: reversed ? range.start + span : range.start,
    retime: { kind: 'constant', speed, ...(reversed && { reversed }) },
  };
}

/** The nearest fraction with parts of at most 1000. */
function fractionOf(value: number): Speed {
  let best: Speed = { num: Math.max(1, Math.min(1000, Math.round(value))), den: 1 };
  for (let den = 1; den <= 1000; den += 1) {
    const num = Math.round(value * den);
    if (num < 1 || num > 1000) continue;
    if (Math.abs(num / den - value) < Math.abs(best.num / best.den - value)) best = { num, den };
  }
  return best;
}

function readTransition(
  reading: Reading,
  transition: JsonObject,
  from: JsonObject | undefined,
  to: JsonObject,
  path: string,
): JsonObject[] {
  const [before, after] = [ticksOf(transition.in_offset), ticksOf(transition.out_offset)];
  const meets = from !== undefined && Number(from.start) + Number(from.duration) === to.start;
  if (before === null || after === null || !meets) return leaveOut(reading, path);
  const joined = { from: from.id, to: to.id, before, after };
  return [{ id: reading.newId(), kind: 'dissolve', ...ownOf(transition), ...joined }];
}

function readMarker(reading: Reading, marker: unknown): JsonObject[] {
  const range = isJsonObject(marker) ? rangeOf(marker.marked_range) : null;
  if (!isJsonObject(marker) || range === null || range.start < 0) return leaveOut(reading, 'tracks.markers');
  const label =
    typeof marker.name === 'string' && marker.name !== '' ? { label: marker.name.slice(0, 100) } : {};
  const duration = range.duration > 0 ? { duration: range.duration } : {};
  return [{ id: reading.newId(), at: range.start, ...duration, ...label, ...ownOf(marker) }];
}

function referenceOf(clip: JsonObject): MediaReference {
  const key =
    typeof clip.active_media_reference_key === 'string' ? clip.active_media_reference_key : 'DEFAULT_MEDIA';
  const references = isJsonObject(clip.media_references) ? Object.entries(clip.media_references) : [];
  // Clip.1 had one reference.
  const reference = references.find(([name]) => name === key)?.[1] ?? clip.media_reference;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return isJsonObject(reference)
    ? { url: text(reference.target_url), name: text(reference.name) }
    : { url: '', name: '' };
}

/** How long a clip without a range of its own is: as long as its medium. */
function availableRange(clip: JsonObject): { start: number; duration: number } | null {
  const references = isJsonObject(clip.media_references) ? Object.values(clip.media_references) : [];
  const reference = references[0] ?? clip.media_reference;
  return isJsonObject(reference) ? rangeOf(reference.available_range) : null;
}

/** What we put into the metadata of an object when we wrote it. */
function ownOf({ metadata }: JsonObject): JsonObject {
  return isJsonObject(metadata) && isJsonObject(metadata.weireel) ? metadata.weireel : {};
}

/** `Clip.2` → `Clip`: what changed between versions is looked at where it matters. */
function schemaOf({ OTIO_SCHEMA: schema }: JsonObject): string {
  return typeof schema === 'string' ? (schema.split('.')[0] ?? '') : '';
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function leaveOut(reading: Reading, path: string): [] {
  reading.problems.push(problem('not_in_document', path));
  return [];
}
