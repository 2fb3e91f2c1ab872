import type { Animatable } from '../schema/key-frames.ts';
import { type EditDocument, type Track, assetOf, endOf } from '../edit-document.ts';
import type { Clip, Fade } from '../schema/clip.ts';
import { type ClipTiming, isReversed, localOf } from '../time/retime.ts';
import { duckingOf } from './ducking.ts';
import { type GainStage, gainOf } from './gain-stage.ts';

/** A stretch of one source that is heard. */
export interface SoundSegment {
  /** The track that it is on. */
  trackId: string;
  /** The clip that it is of. */
  itemId: string;
  /** Of the file. */
  sha256: string;
  /** Where on the timeline it begins to be heard, in ticks. */
  start: number;
  /** Where on the timeline it is heard no more, in ticks. */
  end: number;
  /** Where on the timeline its clip begins, in ticks: `sourceAt(timing, at - clipStart)` is what is heard at `at`. */
  clipStart: number;
  /** Which of its source passes when. */
  timing: ClipTiming;
  /** Whether its pitch stays when its speed is not 1. */
  keepsPitch: boolean;
  /** Change of pitch, in semitones. */
  pitch: number;
  /** How much of its noise is taken away, from 0 to 1. */
  denoise: number;
  /** From left, -1, to right, 1; in times of the clip. */
  pan: Animatable;
  /** What makes it louder or quieter; see `amplitudeAt`. */
  gains: GainStage[];
}

/** All that is heard, in the order of tracks and times: the whole of the mix but its loudness. */
export function evaluateSound(document: EditDocument): SoundSegment[] {
  const { tracks } = document;
  const isAnySolo = tracks.some(({ solo }) => solo === true);
  const segments = tracks
    .filter(({ muted, solo }) => muted !== true && (!isAnySolo || solo === true))
    .flatMap((track) => trackSound(document, track));
  const ducking = duckingOf(document, segments);
  return segments.map((segment) => ({
    ...segment,
    gains: [...segment.gains, ...(ducking.get(segment.trackId) ?? [])],
  }));
}

/** How loud a segment is at a time of the timeline: what its samples are multiplied by. */
export function amplitudeAt({ gains }: SoundSegment, at: number): number {
  return gains.reduce((amplitude, stage) => amplitude * gainOf(stage, at), 1);
}

function trackSound(document: EditDocument, track: Track): SoundSegment[] {
  if (track.kind !== 'visual' && track.kind !== 'audio') return [];
  return track.items.flatMap((item) => {
    // as: an item of this kind has the shape of a clip
    const segment = item.kind === 'clip' ? clipSound(document, track, item as Clip) : null;
    return segment === null ? [] : [segment];
  });
}

function clipSound(document: EditDocument, track: Track, clip: Clip): SoundSegment | null {
  const { retime, sound = {} } = clip;
  const asset = assetOf(document, clip.asset);
  const hasSound = asset?.kind === 'audio' || (asset?.kind === 'video' && asset.hasSound);
  if (!hasSound || retime?.kind === 'freeze' || clip.disabled === true || sound.muted === true) return null;
  const crossfades = crossfadesOf(track, clip);
  const heard = withinSource(clip, asset.duration);
  const start = Math.max(clip.start - (crossfades.in?.before ?? 0), clip.start + heard.first);
  const end = Math.min(endOf(clip) + (crossfades.out?.after ?? 0), clip.start + heard.end);
  if (end <= start) return null;
  const { sourceIn, start: clipStart } = clip;
  return {
    ...{ trackId: track.id, itemId: clip.id, sha256: asset.sha256, start, end, clipStart },
    timing: retime === undefined ? { sourceIn } : { sourceIn, retime },
    ...{ keepsPitch: retime?.keepsPitch ?? true, pitch: sound.pitch ?? 0, denoise: sound.denoise ?? 0 },
    pan: sound.pan ?? 0,
    gains: [
      // as: the type of the union's member
      ...(sound.gain === undefined
        ? []
        : [{ kind: 'gain' as const, property: sound.gain, origin: clipStart }]),
      ...(track.gain === undefined ? [] : [{ kind: 'gain' as const, property: track.gain, origin: 0 }]),
      ...fadesOf(clip),
      ...(crossfades.in === null ? [] : [crossfade('in', clip.start, crossfades.in)]),
      ...(crossfades.out === null ? [] : [crossfade('out', endOf(clip), crossfades.out)]),
    ],
  };
}

/** From the start of a clip, the ticks for which its source has sound. */
function withinSource(clip: Clip, duration: number): { first: number; end: number } {
  const [first, end] = isReversed(clip) ? [duration, 0] : [0, duration];
  return { first: localOf(clip, first) ?? 0, end: localOf(clip, end) ?? 0 };
}

/** Transitions that blend a clip's sound with that before and after it. */
function crossfadesOf({ transitions }: Track, { id }: Clip) {
  const blending = transitions.filter(({ sound }) => sound !== 'cut');
  return {
    in: blending.find(({ to }) => to === id) ?? null,
    out: blending.find(({ from }) => from === id) ?? null,
  };
}

function crossfade(
  direction: 'in' | 'out',
  cut: number,
  { before, after }: { before: number; after: number },
): GainStage {
  return { kind: 'fade', direction, from: cut - before, to: cut + after, curve: 'equalPower' };
}

function fadesOf(clip: Clip): GainStage[] {
  const { fadeIn, fadeOut } = clip.sound ?? {};
  const stage = (direction: 'in' | 'out', { duration, curve, beyond = 0 }: Fade): GainStage => {
    const from = direction === 'in' ? clip.start - beyond : endOf(clip) + beyond - duration;
    return { kind: 'fade', direction, from, to: from + duration, curve };
  };
  return [
    ...(fadeIn === undefined ? [] : [stage('in', fadeIn)]),
    ...(fadeOut === undefined ? [] : [stage('out', fadeOut)]),
  ];
}
