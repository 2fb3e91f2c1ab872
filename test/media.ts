import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ErrorCode } from '@weireel/contract';
import { makeDamagedClips, makeGoodClips, makeRareClips } from './generated-clips.ts';
import { runTool } from './run-tool.ts';

/** A file that must become ready. */
export interface Clip {
  /** Its name. */
  name: string;
  /** Where it is. */
  path: string;
  /** Size of the largest rendition that it must get, upright and with square pixels. */
  widthPx: number;
  /** See `widthPx`. */
  heightPx: number;
  /** How long it plays. */
  durationMs: number;
  /** Whether it has sound. */
  hasSound: boolean;
}

/** A file with something wrong. */
export interface DamagedClip {
  /** Its name. */
  name: string;
  /** Where it is. */
  path: string;
  /** Refused when the upload ends, failed in processing, or playable as far as it goes. */
  ends: 'refused' | 'failed' | 'salvaged';
  /** The fitting code; absent when it plays. */
  code?: ErrorCode;
}

/** `generated`: as in a stranger's clone. `whole`: long clips are taken whole, as for a campaign. */
const choice = process.env['WEIREEL_TEST_MEDIA'];

const besides = fileURLToPath(new URL('../../shared/media/', import.meta.url));

const isThere = existsSync(join(besides, 'SOURCES.md')) && choice !== 'generated';

/** Real clips beside the checkout; null in a stranger's clone, where tests make clips of the same kinds. */
export const sharedMedia = isThere ? besides : null;

// Name, width, height, duration, sound.
const shared: [string, number, number, number, boolean][] = [
  ['derived-portrait-1080x1920-30fps-8s-18mbps.mp4', 1080, 1920, 8067, true],
  ['car-432p-12.5fps.mp4', 768, 432, 30160, true],
  ['butterfly-720p-h264-aac.mp4', 1280, 720, 7541, true],
  ['pcm-audio-1080p50-h264.mov', 1920, 1080, 2000, true],
  ['screenrec-vfr-3026x1386.mp4', 2358, 1080, 8733, false],
  ['iphone-portrait-hlg-dovi-hevc-rot90-vfr.mp4', 1080, 1920, 2569, true],
  ['hdr10-pq-hevc-1080p-vfr.mp4', 1920, 1080, 1033, true],
  ['portrait-4k60-h264-rot90.mp4', 1080, 1920, 300, true],
  ['bee-720p-h264-aac.mp4', 1280, 720, 4037, true],
  ['derived-bee-moov-at-end.mp4', 1280, 720, 4037, true],
  ['tabletop-480p-handheld.mp4', 720, 480, 11967, true],
  ['bottle-360p-noaudio-40s.mp4', 640, 360, 39855, false],
  ['mpeg4-mp3.avi', 960, 400, 4087, true],
  ['no-audio-1080x720-h264.mp4', 1080, 720, 1001, false],
  ['no-stss-h264.mp4', 1080, 720, 1001, false],
  ['odd-161x121-vp9.webm', 160, 120, 1001, false],
  ['sar-2x1-h264.mp4', 1280, 360, 5000, false],
];

const sharedDamaged: Omit<DamagedClip, 'path'>[] = [
  { name: 'broken/bee-bitflips.mp4', ends: 'salvaged' },
  { name: 'broken/bee-truncated.mp4', ends: 'salvaged' },
  { name: 'broken/missing-stsd.mp4', ends: 'salvaged' },
  { name: 'broken/bee-truncated-no-moov.mp4', ends: 'failed', code: 'media_damaged' },
  { name: 'broken/vp9-invalid-bitstream.webm', ends: 'failed', code: 'media_damaged' },
  { name: 'broken/playlist-disguised-as.mp4', ends: 'refused', code: 'media_unknown_format' },
  { name: 'broken/ffconcat-disguised-as.mp4', ends: 'refused', code: 'media_unknown_format' },
  { name: 'derived-mp3-cover-art.mp3', ends: 'refused', code: 'media_unknown_format' },
];

/** Of longer clips the beginning is taken: their ends teach nothing that those of short ones do not. */
const longestMs = 3000;

/** All clips that must become ready; those of which there are no real ones are made in the folder. */
export async function goodClips(folder: string): Promise<Clip[]> {
  const rare = await makeRareClips(folder);
  if (sharedMedia === null) return [...(await makeGoodClips(folder)), ...rare];
  const clips = shared.map(([name, widthPx, heightPx, durationMs, hasSound]) => {
    const clip = { name, path: join(besides, name), widthPx, heightPx, durationMs, hasSound };
    return durationMs > longestMs && choice !== 'whole' ? shortened(clip, folder) : Promise.resolve(clip);
  });
  return [...(await Promise.all(clips)), ...rare];
}

/** The beginning of a clip as it was recorded; it ends where its last picture does. */
async function shortened(clip: Clip, folder: string): Promise<Clip> {
  const path = join(folder, clip.name);
  // A screen that was recorded stands still for a second at a time.
  const seconds = clip.name.startsWith('screenrec') ? '3' : '2';
  await runTool('ffmpeg', ['-t', seconds, '-i', clip.path, '-map', '0', '-c', 'copy', path]);
  const entries = ['-select_streams', 'v', '-show_entries', 'packet=pts_time,duration_time'];
  const { stdout } = await runTool('ffprobe', [...entries, '-of', 'csv=p=0', path]);
  const ends = new TextDecoder()
    .decode(stdout)
    .trim()
    .split('\n')
    .map((line) => {
      const [at, length] = line.split(',').map(Number);
      return 1000 * ((at ?? NaN) + (length ?? NaN));
    });
  return { ...clip, path, durationMs: Math.max(...ends) };
}

/** All clips with something wrong; made in the folder where there are no real ones. */
export async function damagedClips(folder: string): Promise<DamagedClip[]> {
  if (sharedMedia === null) return makeDamagedClips(folder);
  return sharedDamaged.map((clip) => ({ ...clip, path: join(besides, clip.name) }));
}
