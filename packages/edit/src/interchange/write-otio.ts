import { type EditDocument, type Item, type Track, assetOf, endOf, isKnownItem } from '../edit-document.ts';
import type { Clip } from '../schema/clip.ts';
import { isReversed, sourceAt } from '../time/retime.ts';
import type { JsonObject } from '../validation/json-schema.ts';
import { type Problem, problem } from '../validation/problem.ts';
import { rationalTime, timeRange } from './otio-time.ts';

/** A timeline for other programs. */
export interface WrittenOtio {
  /** `Timeline.1`, to be written as JSON into a file called `.otio`. */
  timeline: JsonObject;
  /** What OTIO has no word for: `not_in_otio` at each place. It is kept in metadata, where only we read it. */
  losses: Problem[];
}

/** What of an item OTIO says by itself, or loses nothing that others could use. */
const saidOfItem: ReadonlySet<string> = new Set([
  'id',
  'kind',
  'start',
  'duration',
  'name',
  'disabled',
  'asset',
  'sourceIn',
  'retime',
]);

/**
 * An edit document as OpenTimelineIO (https://opentimelineio.readthedocs.io, file format of version 0.17): tracks,
 * clips, gaps, transitions, markers, constant speed and frozen frames. All else goes along in `metadata.weireel`.
 */
export function writeOtio(document: EditDocument): WrittenOtio {
  const { tracks, markers = [], meta, ...rest } = document;
  const losses: Problem[] = [];
  const children = tracks.map((track, index) => writeTrack(document, track, `tracks.${index}`, losses));
  for (const field of ['mix', 'cover', 'template'] as const) {
    if (document[field] !== undefined) losses.push(problem('not_in_otio', field));
  }
  const stack = {
    ...{
      OTIO_SCHEMA: 'Stack.1',
      name: 'tracks',
      source_range: null,
      effects: [],
      enabled: true,
      metadata: {},
    },
    markers: markers.map(({ id, at, duration = 0, label = '', colour }) => ({
      ...{ OTIO_SCHEMA: 'Marker.2', name: label, color: 'RED', comment: '' },
      marked_range: timeRange(at, duration, document.fps),
      metadata: { weireel: { id, ...(colour !== undefined && { colour }) } },
    })),
    children,
  };
  const timeline = {
    ...{ OTIO_SCHEMA: 'Timeline.1', name: meta?.title ?? '', tracks: stack },
    global_start_time: rationalTime(0, document.fps),
    metadata: { weireel: { ...rest, ...(meta !== undefined && { meta }) } },
  };
  return { timeline, losses };
}

function writeTrack(document: EditDocument, track: Track, path: string, losses: Problem[]): JsonObject {
  const { items, transitions, name, ...own } = track;
  if (track.gain !== undefined) losses.push(problem('not_in_otio', `${path}.gain`));
  let at = 0;
  const children = items.flatMap((item, index) => {
    const gap = item.start > at ? [writeGap(document, item.start - at)] : [];
    at = endOf(item);
    const leading = transitions.find(({ from }) => from === item.id);
    const following = leading === undefined ? [] : [writeTransition(document, leading)];
    return [...gap, writeItem(document, item, `${path}.items.${index}`, losses), ...following];
  });
  return {
    ...{ OTIO_SCHEMA: 'Track.1', name: name ?? '', kind: track.kind === 'audio' ? 'Audio' : 'Video' },
    ...{ enabled: track.hidden !== true, source_range: null, effects: [], markers: [], children },
    metadata: { weireel: own },
  };
}

function writeGap({ fps }: EditDocument, duration: number): JsonObject {
  return {
    ...{ OTIO_SCHEMA: 'Gap.1', name: '', enabled: true, effects: [], markers: [], metadata: {} },
    source_range: timeRange(0, duration, fps),
  };
}

function writeTransition({ fps }: EditDocument, transition: Track['transitions'][number]): JsonObject {
  const { kind, before, after, from: _, to: __, ...own } = transition;
  return {
    ...{ OTIO_SCHEMA: 'Transition.1', name: kind },
    transition_type: kind === 'dissolve' ? 'SMPTE_Dissolve' : 'Custom_Transition',
    in_offset: rationalTime(before, fps),
    out_offset: rationalTime(after, fps),
    metadata: { weireel: { ...own, kind } },
  };
}

function writeItem(document: EditDocument, item: Item, path: string, losses: Problem[]): JsonObject {
  const { start: _, duration, ...own } = item;
  const isClip = isKnownItem(item) && item.kind === 'clip';
  if (isKnownItem(item) && (item.kind === 'clip' || item.kind === 'image')) {
    for (const field of Object.keys(item).filter((name) => !saidOfItem.has(name))) {
      losses.push(problem('not_in_otio', `${path}.${field}`));
    }
  } else losses.push(problem('not_in_otio', path));
  if (isClip && item.retime?.kind === 'curve') losses.push(problem('not_in_otio', `${path}.retime`));
  const sourceStart = isClip ? Math.min(sourceAt(item, 0), sourceAt(item, duration)) : 0;
  return {
    ...{ OTIO_SCHEMA: 'Clip.2', name: item.name ?? item.id, enabled: item.disabled !== true, markers: [] },
    source_range: timeRange(sourceStart, duration, document.fps),
    effects: isClip ? timeEffects(item) : [],
    media_references: { DEFAULT_MEDIA: writeReference(document, item) },
    active_media_reference_key: 'DEFAULT_MEDIA',
    metadata: { weireel: own },
  };
}

function writeReference(document: EditDocument, item: Item): JsonObject {
  const id = isKnownItem(item) && 'asset' in item ? item.asset : null;
  const asset = id === null ? null : assetOf(document, id);
  const common = { metadata: {}, available_image_bounds: null };
  if (asset === null) {
    return {
      ...{ OTIO_SCHEMA: 'GeneratorReference.1', name: item.kind, generator_kind: `weireel.${item.kind}` },
      ...{ parameters: {}, available_range: null, ...common },
    };
  }
  return {
    ...{ OTIO_SCHEMA: 'ExternalReference.1', name: asset.name ?? id, ...common },
    target_url: `weireel:sha256/${asset.sha256}`,
    available_range: 'duration' in asset ? timeRange(0, asset.duration, document.fps) : null,
  };
}

/** Constant speed and frozen frames; of a curve the speed that it comes to. */
function timeEffects(clip: Clip): JsonObject[] {
  const { retime, duration } = clip;
  if (retime === undefined) return [];
  const common = { name: '', effect_name: '', enabled: true, metadata: {} };
  if (retime.kind === 'freeze') return [{ OTIO_SCHEMA: 'FreezeFrame.1', time_scalar: 0, ...common }];
  const scalar =
    retime.kind === 'constant'
      ? retime.speed.num / retime.speed.den
      : Math.abs(sourceAt(clip, duration) - sourceAt(clip, 0)) / duration;
  return [{ OTIO_SCHEMA: 'LinearTimeWarp.1', time_scalar: isReversed(clip) ? -scalar : scalar, ...common }];
}
