import type { Note } from './findings.ts';
import type { Rendition } from './read-rendition.ts';
import { boundaries, frameSeconds } from './rendition-times.ts';

/** Frames of sound are not frames of pictures: what a separate sound may be longer or shorter. */
const soundTolerance = 0.05;
const roundingSeconds = 0.001;

/** Compares the renditions of the picture with each other, and the separate sound with them. */
export function checkAlignment(
  pictures: readonly Rendition[],
  sound: readonly Rendition[],
  note: Note,
): void {
  const first = pictures[0] ?? sound[0];
  if (first === undefined) return;
  for (const rendition of [...pictures, ...sound]) {
    if (rendition !== first) compare(first, rendition, pictures.includes(rendition), note);
  }
}

function compare(first: Rendition, other: Rendition, isPicture: boolean, note: Note): void {
  const { uri } = other;
  const [target, expectedTarget] = [other, first].map(({ playlist }) => playlist.targetDurationSeconds);
  if (target !== expectedTarget) note('HLS-504', uri, `${target} s instead of ${expectedTarget} s`);
  const [times, expected] = [boundaries(other), boundaries(first)];
  const frame = Math.max(frameSeconds(first), frameSeconds(other)) + roundingSeconds;
  const [end = 0, expectedEnd = 0] = [times.at(-1), expected.at(-1)];
  if (Math.abs(end - expectedEnd) > (isPicture ? frame : Math.max(frame, soundTolerance))) {
    note('HLS-503', uri, `${end.toFixed(3)} s instead of ${expectedEnd.toFixed(3)} s`);
  }
  if (!isPicture) return;
  if (times.length !== expected.length) {
    note('HLS-501', uri, `${times.length - 1} segments instead of ${expected.length - 1}`);
    return;
  }
  const moved = times.slice(0, -1).findIndex((time, n) => Math.abs(time - (expected[n] ?? 0)) > frame);
  if (moved >= 0) {
    const found = `${times[moved]?.toFixed(3)} s instead of ${expected[moved]?.toFixed(3)} s`;
    note('HLS-502', uri, found, `segment ${moved}`);
  }
  const breaks = ({ playlist }: Rendition) =>
    playlist.segments.flatMap(({ isDiscontinuous }, n) => (isDiscontinuous ? [n] : [])).join(', ');
  if (breaks(other) !== breaks(first)) {
    note('HLS-506', uri, `before segments ${breaks(other) || 'none'} instead of ${breaks(first) || 'none'}`);
  }
}
