import type { EditDocument } from '../edit-document.ts';
import type { DuckingRule } from '../schema/edit-document.ts';
import type { SoundSegment } from './evaluate-sound.ts';
import type { GainStage } from './gain-stage.ts';

/** A stretch of the timeline, in ticks. */
interface Stretch {
  start: number;
  end: number;
}

/** By track, how it gives way to others while they are heard. */
export function duckingOf(
  document: EditDocument,
  segments: readonly SoundSegment[],
): Map<string, GainStage[]> {
  const stages = new Map<string, GainStage[]>();
  for (const rule of document.mix?.ducking ?? []) {
    const voice = segments.filter(({ trackId }) => rule.under.includes(trackId));
    const stage = duck(rule, merge(voice, rule.attack + rule.release));
    for (const trackId of rule.duck) stages.set(trackId, [...(stages.get(trackId) ?? []), stage]);
  }
  return stages;
}

/** Lowered while one is heard; it has come down when the voice begins, and goes up when it has ended. */
function duck({ gain, attack, release }: DuckingRule, voice: readonly Stretch[]): GainStage {
  return {
    kind: 'gain',
    decibels: (at) => {
      const near = voice.find(({ start, end }) => at > start - attack && at < end + release);
      if (near === undefined) return 0;
      if (at < near.start) return gain * ((at - (near.start - attack)) / attack);
      return at <= near.end ? gain : gain * (1 - (at - near.end) / release);
    },
  };
}

/** Stretches in order, those that are no farther apart than `gap` as one: music does not rise for a breath. */
function merge(stretches: readonly Stretch[], gap: number): Stretch[] {
  const merged: Stretch[] = [];
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end + gap) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
