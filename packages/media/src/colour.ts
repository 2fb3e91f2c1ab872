import type { Colour, HdrKind } from './probe-result.ts';
import { asNumber, asObjects, asText, type JsonObject } from './read-json.ts';

/** Colour tags of an ffprobe stream. */
export function readColour(stream: JsonObject): Colour {
  const range = asText(stream['color_range']);
  return {
    range: range === 'tv' || range === 'pc' ? range : null,
    primaries: asText(stream['color_primaries']),
    transfer: asText(stream['color_transfer']),
    matrix: asText(stream['color_space']),
  };
}

/**
 * Kind of high dynamic range. Dolby Vision 8.1 and 8.4 carry an ordinary PQ or HLG picture, which is what is
 * decoded; only profiles without one (5) are `dovi`.
 */
export function readHdrKind(stream: JsonObject, colour: Colour): HdrKind | null {
  if (colour.transfer === 'arib-std-b67') return 'hlg';
  if (colour.transfer === 'smpte2084') return 'pq';
  const dovi = asObjects(stream['side_data_list']).find(
    (data) => data['side_data_type'] === 'DOVI configuration record',
  );
  return dovi !== undefined && asNumber(dovi['dv_bl_signal_compatibility_id']) === 0 ? 'dovi' : null;
}

/** Bits per colour sample of a pixel format, by its name: `yuv420p10le` has 10. */
export function bitDepthOf(pixelFormat: string | null): number {
  const match = /(?:p|gray|gbrap?|p0)(9|10|12|14|16)(?:le|be)?$/.exec(pixelFormat ?? '');
  return match === null ? 8 : Number(match[1]);
}
