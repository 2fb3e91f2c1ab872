import { sameBytes, viewOf } from '../mp4/bytes.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';
import type { AvcConfiguration } from '../mp4/track.ts';

/** What the NAL units of one H.264 sample say. */
export interface PictureFacts {
  /** Whether decoding can start here with an empty memory (NAL unit type 5). */
  isIdr: boolean;
  /** Whether it carries parameter sets that the header does not have. */
  bringsParameterSets: boolean;
}

/** Looks at the NAL unit types of a length-prefixed H.264 sample (ITU-T H.264 table 7-1). */
export function inspectPicture(data: Uint8Array, avc: AvcConfiguration): PictureFacts {
  const view = viewOf(data);
  let isIdr = false;
  let bringsParameterSets = false;
  let at = 0;
  while (at + avc.nalLengthBytes < data.length) {
    const length = readLength(view, at, avc.nalLengthBytes);
    const start = at + avc.nalLengthBytes;
    at = start + length;
    if (at > data.length) throw new Mp4FormatError('A NAL unit is longer than its picture');
    const type = length > 0 ? view.getUint8(start) & 31 : 0;
    if (type === 5) isIdr = true;
    if (type === 7 || type === 8) {
      const unit = data.subarray(start, at);
      bringsParameterSets ||= !avc.parameterSets.some((known) => sameBytes(known, unit));
    }
    // Slices come last: nothing behind the first one can change the answer.
    if (type >= 1 && type <= 5) break;
  }
  return { isIdr, bringsParameterSets };
}

function readLength(view: DataView, at: number, bytes: number): number {
  let length = 0;
  for (let n = 0; n < bytes; n += 1) length = length * 256 + view.getUint8(at + n);
  return length;
}
