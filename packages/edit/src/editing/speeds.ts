import type { EditDocument, Track } from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';
import type { Clip } from './clips.ts';
import { closesUp } from './project-edits.ts';

/** Speeds that people choose among, in quarters of that of the source. */
export const speedQuarters = [1, 2, 3, 4, 5, 6, 8, 12, 16] as const;

/** One of them. */
export type SpeedQuarter = (typeof speedQuarters)[number];

/** The speed of a clip; null: none of those that are offered. */
export function speedOf({ retime }: Pick<Clip, 'retime'>): SpeedQuarter | null {
  const { num, den } = retime?.kind === 'constant' ? retime.speed : { num: 1, den: 1 };
  return speedQuarters.find((each) => each * den === 4 * num) ?? null;
}

/** What gives a clip another speed; it keeps its direction, and whether its pitch changes. */
export function setSpeed(document: EditDocument, track: Track, clip: Clip, quarter: SpeedQuarter): Operation {
  const former = clip.retime?.kind === 'constant' ? clip.retime : null;
  const isPlain = quarter === 4 && former?.reversed !== true;
  const reversed = former?.reversed === true ? { reversed: true } : {};
  const pitch = former?.keepsPitch === false ? { keepsPitch: false } : {};
  const speed = { num: quarter, den: 4 };
  return {
    ...{ kind: 'retime', item: clip.id, ripple: closesUp(document, track) },
    retime: isPlain ? null : { kind: 'constant', speed, ...reversed, ...pitch },
  };
}
