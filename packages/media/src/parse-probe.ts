import { WeireelError } from '@weireel/contract/plain';
import { bitDepthOf, readColour, readHdrKind } from './colour.ts';
import { isVariableFrameRate, parseFrameRate } from './frame-rate.ts';
import { parseDisplayMatrix } from './orientation.ts';
import type { AudioStream, Orientation, ProbeResult, VideoStream } from './probe-result.ts';
import { parseRational, rational } from './rational.ts';
import { asNumber, asObject, asObjects, asText, type JsonObject } from './read-json.ts';

/**
 * What ffprobe must be asked for `parseProbe` (with `-of json`). The first packets tell whether the media is
 * encrypted: the demuxer hides that in the streams.
 */
export const probeSections: readonly string[] = [
  '-show_format',
  '-show_streams',
  '-show_packets',
  '-read_intervals',
  '%+#16',
];

/** Reads ffprobe's JSON. Throws `WeireelError('media_damaged')` when it holds no format or no streams. */
export function parseProbe(json: unknown): ProbeResult {
  const root = asObject(json);
  const format = asObject(root['format']);
  const streams = asObjects(root['streams']);
  const container = asText(format['format_name']);
  if (container === null || streams.length === 0) {
    throw new WeireelError('media_damaged', { detail: 'The file holds no readable streams' });
  }
  const video = preferred(streams.filter(isPicture));
  const audio = preferred(
    streams.filter((stream) => stream['codec_type'] === 'audio' && isDecodable(stream)),
  );
  return {
    container,
    durationMs: toMs(format['duration']),
    bitrateBps: asNumber(format['bit_rate']),
    streamCount: streams.length,
    isEncrypted: streams.some(isEncrypted) || asObjects(root['packets']).some(isEncrypted),
    video: video === null ? null : readVideo(video),
    audio: audio === null ? null : readAudio(audio),
  };
}

function isPicture(stream: JsonObject): boolean {
  const disposition = asObject(stream['disposition']);
  return stream['codec_type'] === 'video' && disposition['attached_pic'] !== 1;
}

function isDecodable(stream: JsonObject): boolean {
  return asText(stream['codec_name']) !== null && (asNumber(stream['channels']) ?? 0) > 0;
}

/** The default stream, or the first. */
function preferred(streams: JsonObject[]): JsonObject | null {
  return streams.find((stream) => asObject(stream['disposition'])['default'] === 1) ?? streams[0] ?? null;
}

function isEncrypted(holder: JsonObject): boolean {
  const tag = asText(holder['codec_tag_string']);
  if (tag === 'encv' || tag === 'enca') return true;
  return asObjects(holder['side_data_list']).some((data) =>
    /^encryption/i.test(asText(data['side_data_type']) ?? ''),
  );
}

function readVideo(stream: JsonObject): VideoStream {
  const rates = {
    average: parseFrameRate(stream['avg_frame_rate']),
    base: parseFrameRate(stream['r_frame_rate']),
  };
  const colour = readColour(stream);
  const pixelFormat = asText(stream['pix_fmt']);
  return {
    index: asNumber(stream['index']) ?? 0,
    codec: asText(stream['codec_name']) ?? '',
    profile: asText(stream['profile']),
    codecTag: asText(stream['codec_tag_string']) ?? '',
    pixelFormat,
    bitDepth: bitDepthOf(pixelFormat),
    codedWidthPx: asNumber(stream['width']) ?? 0,
    codedHeightPx: asNumber(stream['height']) ?? 0,
    pixelAspect: parseRational(asText(stream['sample_aspect_ratio']) ?? '') ?? rational(1),
    orientation: readOrientation(stream),
    averageFrameRate: rates.average,
    baseFrameRate: rates.base,
    isVariableFrameRate: isVariableFrameRate(rates),
    isInterlaced: ['tt', 'bb', 'tb', 'bt'].includes(asText(stream['field_order']) ?? ''),
    colour,
    hdr: readHdrKind(stream, colour),
    bitrateBps: asNumber(stream['bit_rate']),
    frameCount: asNumber(stream['nb_frames']),
    startMs: toMs(stream['start_time']) ?? 0,
    durationMs: toMs(stream['duration']),
  };
}

function readOrientation(stream: JsonObject): Orientation {
  const matrices = asObjects(stream['side_data_list']).map((data) => asText(data['displaymatrix']));
  const matrix = matrices.find((text) => text !== null);
  return typeof matrix === 'string' ? parseDisplayMatrix(matrix) : { turn: 0, isMirrored: false };
}

function readAudio(stream: JsonObject): AudioStream {
  const language = asText(asObject(stream['tags'])['language']);
  return {
    index: asNumber(stream['index']) ?? 0,
    codec: asText(stream['codec_name']) ?? '',
    profile: asText(stream['profile']),
    channels: asNumber(stream['channels']) ?? 0,
    channelLayout: asText(stream['channel_layout']),
    sampleRateHz: asNumber(stream['sample_rate']) ?? 0,
    language: language === 'und' ? null : language,
    startMs: toMs(stream['start_time']) ?? 0,
    durationMs: toMs(stream['duration']),
  };
}

function toMs(seconds: unknown): number | null {
  const value = asNumber(seconds);
  return value === null ? null : Math.round(value * 1000);
}
