import type { Cue } from '@weireel/captions';
import { type EditDocument, type Track, endOf, isKnownItem } from '../edit-document.ts';
import { documentLimits } from '../limits.ts';
import type { Caption } from '../schema/text.ts';
import { type Rate, snapToFrame, ticksOfMs, ticksPerSecond } from '../time/ticks.ts';

const longestWord = 500;

/**
 * A track with the cues of a caption file, by whole frames. Cues of one time are laid under one another, one that
 * another follows too early ends where that begins, and what does not fit into a timeline is left out.
 *
 * @param newId for the track and for each caption
 */
export function captionTrack(cues: readonly Cue[], fps: Rate, newId: () => string): Track {
  const items: Caption[] = [];
  for (const { startMs, endMs, text, words } of cues) {
    const snapped = (ms: number) => snapToFrame(ticksOfMs(ms), fps);
    const [start, end] = [snapped(startMs), snapped(endMs)];
    const last = items.at(-1);
    if (end <= start || end > documentLimits.durationTicks || text.length > longestWord) continue;
    if (last !== undefined && last.start === start) {
      last.words.push({ text: `\n${text}`.slice(0, longestWord), at: 0, duration: last.duration });
      continue;
    }
    if (last !== undefined && endOf(last) > start) last.duration = start - last.start;
    const spoken = (words ?? [{ text, startMs, endMs }]).slice(0, documentLimits.wordsOfCaption);
    items.push({
      ...{ id: newId(), kind: 'caption', start, duration: end - start },
      words: spoken.map((word) => ({
        text: word.text,
        at: ticksOfMs(word.startMs) - start,
        duration: ticksOfMs(word.endMs - word.startMs),
      })),
    });
  }
  return { id: newId(), kind: 'caption', items: items.map(withinItem), transitions: [] };
}

/** Words that begin after their caption has been cut short are there from its last tick on. */
function withinItem(caption: Caption): Caption {
  const words = caption.words.map((word) => ({ ...word, at: Math.min(word.at, caption.duration - 1) }));
  return { ...caption, words };
}

/** The captions of a document for a file beside the video, in the order of their times; hidden ones are left out. */
export function cuesOf(document: EditDocument): Cue[] {
  return document.tracks
    .filter(({ kind, hidden }) => kind === 'caption' && hidden !== true)
    .flatMap(({ items }) => items.filter(isKnownItem).filter((item) => item.kind === 'caption'))
    .filter(({ disabled }) => disabled !== true)
    .map(cueOf)
    .filter(({ text, startMs, endMs }) => text !== '' && endMs > startMs)
    .toSorted((a, b) => a.startMs - b.startMs);
}

function cueOf(caption: Caption): Cue {
  const { start, words } = caption;
  const text = words.map((word) => word.text).join('');
  const end = endOf(caption);
  const timed = words.map((word) => ({
    text: word.text,
    startMs: msOf(Math.max(start, start + word.at)),
    endMs: msOf(Math.min(end, start + word.at + word.duration)),
  }));
  const isTimed =
    words.length > 1 &&
    text === text.trim() &&
    timed.every(({ startMs, endMs }, index) => endMs > startMs && startMs >= (timed[index - 1]?.endMs ?? 0));
  return { startMs: msOf(start), endMs: msOf(end), text: text.trim(), words: isTimed ? timed : null };
}

function msOf(ticks: number): number {
  return Math.round((ticks * 1000) / ticksPerSecond);
}
