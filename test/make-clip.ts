import { createHash, randomUUID } from 'node:crypto';
import { access, copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { runTool } from './run-tool.ts';

/** What to generate. */
export interface Recipe {
  /** FFmpeg's description of a generated picture: `testsrc2=s=320x180:r=30:d=2`. */
  picture: string;
  /** FFmpeg's output options, separated by single spaces. */
  encoding: string;
  /** Whether a rushing goes with it, which unlike a tone shows where it was moved to. Absent: yes. */
  hasSound?: boolean;
}

/** H.264 with a key frame every second, as players like it. */
export const h264 = '-c:v libx264 -preset veryfast -pix_fmt yuv420p -g 30';

/** What most phones write, with the index first. */
export const phone = `${h264} -c:a aac -ac 2 -movflags +faststart`;

const hdrHevc = (transfer: string): string =>
  [
    '-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -tag:v hvc1 -c:a aac',
    `-color_primaries bt2020 -color_trc ${transfer} -colorspace bt2020nc`,
    `-x265-params log-level=error:colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc:range=limited`,
  ].join(' ');

/** HEVC in 10 bits that says it is HLG, as newer phones write it. */
export const hlgHevc = hdrHevc('arib-std-b67');

/** The same with the curve of HDR10. */
export const pqHevc = hdrHevc('smpte2084');

/** Sound that is never the same as a moment before. */
export const rushing = 'anoisesrc=r=44100:color=pink:a=0.3:seed=1';

/** Generates a clip and returns its path. Within a test run each recipe is encoded once, and copied from then on. */
export async function makeClip(path: string, recipe: Recipe): Promise<string> {
  const folder = process.env[clipFolderVariable];
  if (folder === undefined) {
    await encode(path, recipe);
    return path;
  }
  const facts = [recipe.picture, recipe.encoding, String(recipe.hasSound), extname(path)];
  const kept = join(folder, createHash('sha256').update(JSON.stringify(facts)).digest('hex'));
  if (!(await isThere(kept))) {
    // Two may make it at once; whoever is last replaces the same bytes.
    const unfinished = join(folder, `${randomUUID()}${extname(path)}`);
    await encode(unfinished, recipe);
    await rename(unfinished, kept);
  }
  await copyFile(kept, path);
  return path;
}

/** Names the folder of the clips of a test run; unset outside of one. */
export const clipFolderVariable = 'WEIREEL_TEST_CLIPS';

async function encode(path: string, recipe: Recipe): Promise<void> {
  const sound = recipe.hasSound === false ? [] : ['-f', 'lavfi', '-i', rushing, '-shortest'];
  const inputs = ['-f', 'lavfi', '-i', recipe.picture, ...sound];
  await runTool('ffmpeg', [...inputs, ...recipe.encoding.split(' '), path]);
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Two seconds of portrait picture and sound that are fit for a stream copy. */
export function makePhoneClip(folder: string, name = 'phone.mp4'): Promise<string> {
  return makeClip(join(folder, name), { picture: 'testsrc2=s=320x568:r=30:d=2', encoding: phone });
}

/**
 * Makes an MP4 larger by a box of nothing: long to send, and no longer to read or to encode. A header at the end stays
 * at the end.
 */
export async function addNothing(path: string, sizeBytes: number): Promise<string> {
  const file = await readFile(path);
  const box = Buffer.alloc(sizeBytes);
  box.writeUInt32BE(sizeBytes);
  box.write('free', 4);
  const headerAt = file.lastIndexOf('moov') - 4;
  const at = headerAt > file.indexOf('mdat') ? headerAt : file.length;
  await writeFile(path, Buffer.concat([file.subarray(0, at), box, file.subarray(at)]));
  return path;
}
