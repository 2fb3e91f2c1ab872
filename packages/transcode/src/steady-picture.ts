import { type Orientation, toNumber, type ProbeResult, type Size, type VideoStream } from '@weireel/media';

/**
 * FFmpeg would make its filters anew when the size of the picture changes on the way: their time would begin again
 * at zero. So they are kept, and take every size as it comes (`steadyFilters`). Turning upright must come after
 * that: FFmpeg's own filters for it read beyond a picture that is smaller than the first.
 */
export const keptFilters = ['-reinit_filter:v', '0', '-autorotate', '0'];

/** Sample entries of MP4 whose decoders are set up once, by the header. */
const fixedTags = new Set(['avc1', 'hvc1', 'dvh1', 'mp4v', 'apch', 'apcn', 'apcs', 'apco', 'ap4h']);

/** Whether the container lets the picture change its size on the way. */
export function mayChange({ container, video }: Pick<ProbeResult, 'container' | 'video'>): boolean {
  return video !== null && !(container.startsWith('mov') && fixedTags.has(video.codecTag));
}

/** Codecs that know whole pictures only. */
const wholePictureCodecs = new Set(['vp8', 'vp9', 'av1', 'hevc', 'gif', 'png', 'apng', 'webp', 'theora']);

/** A picture that is smaller has no room for the filter. */
const fewestLines = 4;

/** A shape that is nearer than this to another is as good as the same: sizes are rounded. */
const shapeTolerance = 0.005;

/**
 * Filters that make all pictures of a stream as large as the one of the probe, progressive and of one shape. One that
 * has another shape keeps it, between bars; one that is right already passes as it is. What is interlaced, every
 * picture says of itself: containers often do not know.
 */
export function steadyFilters(video: VideoStream, canChange: boolean): string[] {
  const { codedWidthPx: width, codedHeightPx: height, codec } = video;
  const hasRoom = Math.min(width, height) >= fewestLines;
  const mayHaveFields = hasRoom && (video.isInterlaced || !wholePictureCodecs.has(codec));
  const fields = mayHaveFields ? ':interl=-1' : '';
  const deinterlaced = mayHaveFields ? ['bwdif=mode=send_frame:deint=interlaced'] : [];
  if (!canChange) return [`scale=${width}:${height}${fields}`, ...deinterlaced];
  const shape = (width / height) * toNumber(video.pixelAspect);
  const [boxWidth, boxHeight] = [wholeBlocks(width, video), wholeBlocks(height, video)];
  const narrower = `lt(dar,${(shape * (1 - shapeTolerance)).toFixed(6)})`;
  const wider = `gt(dar,${(shape * (1 + shapeTolerance)).toFixed(6)})`;
  const fitted = (length: number, ratio: string) => `max(2,2*round(${length}*${ratio}/2))`;
  const w = `if(${narrower},${fitted(boxWidth, `dar/${shape.toFixed(6)}`)},${boxWidth})`;
  const h = `if(${wider},${fitted(boxHeight, `${shape.toFixed(6)}/dar`)},${boxHeight})`;
  return [
    `scale=w='${w}':h='${h}':eval=frame${fields}`,
    `pad=${boxWidth}:${boxHeight}:-1:-1:eval=frame`,
    ...deinterlaced,
  ];
}

/** Bars can be put around whole samples of colour only, each of which stands for two or four of brightness. */
function wholeBlocks(length: number, { pixelFormat }: VideoStream): number {
  const block = /^(yuvj?41[01]p|uyyvyy411)/.test(pixelFormat ?? '') ? 4 : 2;
  return Math.max(block, block * Math.floor(length / block));
}

/** The size as stored, before it is turned upright. */
export function storedSize({ widthPx, heightPx }: Size, { turn }: Orientation): Size {
  return turn === 90 || turn === 270 ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
}

/** Filters that turn a picture upright: its first axis is mirrored before it is turned clockwise. */
export function uprightFilters({ turn, isMirrored }: Orientation): string[] {
  const turned = {
    0: [],
    90: ['transpose=clock'],
    180: ['hflip', 'vflip'],
    270: ['transpose=cclock'],
  }[turn];
  return isMirrored ? ['hflip', ...turned] : turned;
}
