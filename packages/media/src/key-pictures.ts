import { displaySize } from './display-size.ts';
import { parseDisplayMatrix } from './orientation.ts';
import type { Orientation, ProbeResult, VideoStream } from './probe-result.ts';
import { parseRational, rational, type Rational } from './rational.ts';
import { asNumber, asObject, asObjects, asText, type JsonObject } from './read-json.ts';

/** One decoded key picture of a stream, as far as it tells how those up to the next one are to be shown. */
export interface KeyPicture {
  /** When it is shown, in milliseconds from where the file begins. */
  atMs: number;
  /** Coded width in pixels. */
  widthPx: number;
  /** Coded height in pixels. */
  heightPx: number;
  /** Width over height of one pixel; 1/1 when it is not said. */
  pixelAspect: Rational;
  /** How the stream itself says it is turned (H.264 display orientation); null when it says nothing. */
  orientation: Orientation | null;
}

/** In how many places a clip is looked at where key pictures can be found without reading what lies between. */
const places = 64;

/**
 * What ffprobe must be asked for `readKeyPictures` (with `-of json`). `endMs`: end of the picture in milliseconds from
 * where the file begins; null when unknown. Of Matroska, whose pictures are often of codecs that decode all to show
 * one, only some places are looked at.
 */
export function keyPictureSections(
  { container, startMs }: Pick<ProbeResult, 'container' | 'startMs'>,
  { index }: VideoStream,
  endMs: number | null,
): string[] {
  const isSampled = container.startsWith('matroska') && endMs !== null;
  const starts = Array.from({ length: places }, (_, n) => startMs + (n * (endMs ?? 0)) / places);
  return [
    ...['-select_streams', String(index), '-skip_frame', 'nokey'],
    ...(isSampled
      ? ['-read_intervals', starts.map((start) => `${(start / 1000).toFixed(3)}%+#1`).join(',')]
      : []),
    '-show_entries',
    'frame=best_effort_timestamp_time,width,height,sample_aspect_ratio:frame_side_data=displaymatrix',
  ];
}

/**
 * Reads ffprobe's JSON, in order of time; pictures without a time or a size are left out. ffprobe counts by the file's
 * own clock, which the probe says the beginning of.
 */
export function readKeyPictures(json: unknown, { startMs }: Pick<ProbeResult, 'startMs'>): KeyPicture[] {
  return asObjects(asObject(json)['frames'])
    .flatMap((frame) => readKeyPicture(frame, startMs))
    .toSorted((one, other) => one.atMs - other.atMs);
}

function readKeyPicture(frame: JsonObject, startMs: number): KeyPicture[] {
  const seconds = asNumber(frame['best_effort_timestamp_time']);
  const [widthPx, heightPx] = [asNumber(frame['width']) ?? 0, asNumber(frame['height']) ?? 0];
  if (seconds === null || widthPx < 2 || heightPx < 2) return [];
  const matrix = asObjects(frame['side_data_list'])
    .map((data) => asText(data['displaymatrix']))
    .find((text) => text !== null);
  return [
    {
      atMs: Math.round(seconds * 1000) - startMs,
      widthPx,
      heightPx,
      pixelAspect: parseRational(asText(frame['sample_aspect_ratio']) ?? '') ?? rational(1),
      orientation: typeof matrix === 'string' ? parseDisplayMatrix(matrix) : null,
    },
  ];
}

/** A stream whose pictures differ on the way. */
export interface MainPicture {
  /** The stream as most of the clip is. */
  video: VideoStream;
  /** Whether some pictures are otherwise. */
  changes: boolean;
}

/**
 * Size, shape of the pixels and orientation that are shown for the longest time, of equals the larger one. `endMs`:
 * end of the picture in milliseconds from where the file begins; null when unknown.
 */
export function findMainPicture(
  video: VideoStream,
  pictures: readonly KeyPicture[],
  endMs: number | null,
): MainPicture {
  const shown = new Map<string, { ms: number; video: VideoStream }>();
  pictures.forEach((picture, n) => {
    const as = shownAs(video, picture);
    const key = JSON.stringify([as.codedWidthPx, as.codedHeightPx, as.pixelAspect, as.orientation]);
    const untilMs = pictures[n + 1]?.atMs ?? endMs ?? picture.atMs;
    const ms = (shown.get(key)?.ms ?? 0) + Math.max(0, untilMs - picture.atMs);
    shown.set(key, { ms, video: as });
  });
  const area = (stream: VideoStream): number => {
    const { widthPx, heightPx } = displaySize(stream);
    return widthPx * heightPx;
  };
  const [main] = [...shown.values()].toSorted(
    (one, other) => other.ms - one.ms || area(other.video) - area(one.video),
  );
  return { video: main?.video ?? video, changes: shown.size > 1 };
}

function shownAs(video: VideoStream, picture: KeyPicture): VideoStream {
  const { turn, isMirrored } = video.orientation;
  // What the container says comes first; players know only that.
  const saysContainer = turn !== 0 || isMirrored;
  return {
    ...video,
    codedWidthPx: picture.widthPx,
    codedHeightPx: picture.heightPx,
    pixelAspect: picture.pixelAspect,
    orientation: saysContainer ? video.orientation : (picture.orientation ?? video.orientation),
  };
}
