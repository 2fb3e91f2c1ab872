import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../seeded-random.ts';
import { collectedClips } from '../field-clips.ts';
import { goodClips } from '../media.ts';
import { runTool } from '../run-tool.ts';
import type { CampaignPart, ReportTable } from './campaign-part.ts';
import { damageFile, damageKinds, type BaseFile, type DamagedFile } from './damage.ts';
import { processFiles, type FileEnd } from './process-files.ts';

/** Clips above these are cut: they take long and teach nothing more. */
const maxBase = { sizeBytes: 1_500_000, durationMs: 5000 };

/** Also when other programs use the machine, and three others are in front. */
const limitMs = 900_000;

/** Damaged files through a whole server. */
export const fuzz: CampaignPart = {
  what: 'Damaged files go through a whole server, four at once. Each has to end ready or with a code that blames the file, the worker has to live, and nothing may be left: no process, work folder, temporary file, or row without its file.',
  defaultCount: 200,
  async run({ seed, count, folder, signal, say }) {
    const clips = join(folder, 'clips');
    await mkdir(clips);
    const bases = await readBases(clips);
    const { ends, problems } = await processFiles({
      files: damagedFiles(bases, count, seed),
      dataFolder: join(folder, 'data'),
      atOnce: 4,
      limitMs,
      signal,
      onEnd: ({ file, end, tookMs }) => say(`${file.name}: ${end} after ${(tookMs / 1000).toFixed(1)} s`),
    });
    return { facts: factsOf(ends, bases), tables: [kindTable(ends)], problems };
  },
};

/** The files of a seed, made as they are asked for. */
export function* damagedFiles(
  bases: readonly BaseFile[],
  count: number,
  seed: number,
): Generator<DamagedFile, undefined> {
  const random = createRandom(seed);
  for (let n = 0; n < count; n += 1) yield damageFile(bases, n, random);
}

/**
 * All clips that are known to be sound, of the longer ones the first second as it was recorded; and those from the
 * field, which are small, and whose oddities a cut would take away.
 */
async function readBases(folder: string): Promise<BaseFile[]> {
  const bases: BaseFile[] = [];
  for (const { name, path } of collectedClips()) {
    bases.push({ name, bytes: new Uint8Array(await readFile(path)) });
  }
  for (const { name, path, durationMs } of await goodClips(folder)) {
    let bytes = await readFile(path);
    if (bytes.length > maxBase.sizeBytes || durationMs > maxBase.durationMs) {
      const cut = join(folder, `cut-${name}`);
      await runTool('ffmpeg', ['-i', path, '-map', '0:v', '-map', '0:a?', '-t', '1', '-c', 'copy', cut]);
      bytes = await readFile(cut);
    }
    bases.push({ name, bytes: new Uint8Array(bytes) });
  }
  return bases;
}

function factsOf(ends: readonly FileEnd[], bases: readonly BaseFile[]): string[] {
  const counts = new Map<string, number>();
  for (const { end } of ends) counts.set(end, (counts.get(end) ?? 0) + 1);
  const byCount = [...counts].toSorted(([, a], [, b]) => b - a).map(([end, count]) => `${count} ${end}`);
  const times = ends.map(({ tookMs }) => tookMs / 1000).toSorted((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
  return [
    `${ends.length} files made of ${bases.length} clips ended: ${byCount.join(', ')}`,
    `from the first byte sent to the end: ${at(0.5)} s in the middle, ${at(0.95)} s for 19 of 20, ${at(1)} s at most`,
  ];
}

function kindTable(ends: readonly FileEnd[]): ReportTable {
  const outcomes = [...new Set(ends.map(({ end }) => end))].toSorted();
  const cells = (kind: string): string[] =>
    outcomes.map((outcome) =>
      String(ends.filter(({ file, end }) => file.kind === kind && end === outcome).length),
    );
  return {
    columns: ['damage', ...outcomes],
    rows: damageKinds.map((kind) => [kind, ...cells(kind)]),
  };
}
