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
  const startMs = toMs(format['start_time']) ?? 0;
  const picture = preferred(streams.filter(isPicture));
  const sounds = streams.filter((stream) => stream['codec_type'] === 'audio');
  const sound = preferred(sounds.filter(isDecodable));
  const video = picture === null ? null : readVideo(picture, startMs);
  const audio = sound === null ? null : readAudio(sound, startMs);
  return {
    container,
    startMs,
    durationMs: lengthOf(video, audio) ?? toMs(format['duration']),
    bitrateBps: asNumber(format['bit_rate']),
    streamCount: streams.filter((stream) => !isAttached(stream)).length,
    isEncrypted: streams.some(isEncrypted) || asObjects(root['packets']).some(isEncrypted),
    video,
    audio,
    hasUnreadableSound: audio === null && sounds.length > 0,
  };
}

/** Until both have ended; null when one does not say. The streams know better than the header of the file. */
function lengthOf(video: VideoStream | null, audio: AudioStream | null): number | null {
  if (video?.durationMs == null || (audio !== null && audio.durationMs === null)) return null;
  const soundEndMs = audio === null ? 0 : audio.startMs + (audio.durationMs ?? 0);
  return Math.max(video.startMs + video.durationMs, soundEndMs);
}

/** A font, a text, a cover: something that the file carries along and that does not play. */
function isAttached(stream: JsonObject): boolean {
  return stream['codec_type'] === 'attachment' || asObject(stream['disposition'])['attached_pic'] === 1;
}

function isPicture(stream: JsonObject): boolean {
  return stream['codec_type'] === 'video' && !isAttached(stream);
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

function readVideo(stream: JsonObject, fileStartMs: number): VideoStream {
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
    startMs: (toMs(stream['start_time']) ?? fileStartMs) - fileStartMs,
    durationMs: toMs(stream['duration']),
  };
}

function readOrientation(stream: JsonObject): Orientation {
  const matrices = asObjects(stream['side_data_list']).map((data) => asText(data['displaymatrix']));
  const matrix = matrices.find((text) => text !== null);
  return typeof matrix === 'string' ? parseDisplayMatrix(matrix) : { turn: 0, isMirrored: false };
}

function readAudio(stream: JsonObject, fileStartMs: number): AudioStream {
  const language = asText(asObject(stream['tags'])['language']);
  return {
    index: asNumber(stream['index']) ?? 0,
    codec: asText(stream['codec_name']) ?? '',
    profile: asText(stream['profile']),
    channels: asNumber(stream['channels']) ?? 0,
    channelLayout: asText(stream['channel_layout']),
    sampleRateHz: asNumber(stream['sample_rate']) ?? 0,
    language: language === 'und' ? null : language,
    startMs: (toMs(stream['start_time']) ?? fileStartMs) - fileStartMs,
    durationMs: toMs(stream['duration']),
  };
}

function toMs(seconds: unknown): number | null {
  const value = asNumber(seconds);
  return value === null ? null : Math.round(value * 1000);
}
