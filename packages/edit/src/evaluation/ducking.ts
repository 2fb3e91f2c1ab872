import type { EditDocument } from '../edit-document.ts';
import type { SoundSegment } from './evaluate-sound.ts';
import type { GainStage, Stretch } from './gain-stage.ts';

/** By track, how it gives way to others while they are heard. */
export function duckingOf(
  document: EditDocument,
  segments: readonly SoundSegment[],
): Map<string, GainStage[]> {
  const stages = new Map<string, GainStage[]>();
  for (const rule of document.mix?.ducking ?? []) {
    const voice = segments.filter(({ trackId }) => rule.under.includes(trackId));
    const { gain, attack, release } = rule;
    const stage: GainStage = {
      kind: 'duck',
      gain,
      attack,
      release,
      stretches: merge(voice, attack + release),
    };
    for (const trackId of rule.duck) stages.set(trackId, [...(stages.get(trackId) ?? []), stage]);
  }
  return stages;
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
