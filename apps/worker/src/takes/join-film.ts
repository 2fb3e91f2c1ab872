import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WeireelError } from '@weireel/contract';
import { takeLimits } from '@weireel/contract/plain';
import type { StoredArtefact } from '@weireel/db/videos';
import { outputPath, runFfmpeg, runFfprobe } from '@weireel/ffmpeg';
import { boxInFilm, chooseFilmFormat, joinTakesRun, placeTakes, type FilmFormat } from '@weireel/render';
import { encodeTakeArguments, estimateMemoryBytes } from '@weireel/transcode';
import { probeLimits, runLimits } from '../machine/limits.ts';
import type { SourceContext } from '../processing/examine-source.ts';
import { takeOutput } from '../render/take-output.ts';
import { configurationOf, openTake, type OpenedTake } from './open-take.ts';
import { writeSound } from './write-sound.ts';

/** What a film is joined with. */
export interface JoinWork {
  /** Store, FFmpeg, and what is accepted. */
  context: SourceContext;
  /** Folder of this attempt. */
  folder: string;
  /** Ends the work. */
  signal: AbortSignal;
  /** x264 threads; absent: it decides by the machine. */
  threads?: number;
  /** Does what needs so many bytes of memory when there is room for it. */
  withMemory: (bytes: number, work: () => Promise<void>) => Promise<void>;
  /** Does what a take may be at fault for, which has this number from 0. */
  blaming: <T>(index: number, work: () => Promise<T>) => Promise<T>;
  /** Told how far it is, from 0 to 1. */
  onProgress: (share: number) => Promise<void>;
}

/** What the film is called in its folder. */
const filmName = 'film.mp4';
const soundName = 'sound.f32';
const listName = 'list.txt';
/** Containers round, and the last frame of sound is longer than what it holds. */
const toleranceMs = 250;

/**
 * Joins takes into one file. Pictures that may follow each other as they are are copied, all others are encoded to what
 * those are; the sound of all is encoded once. No file of a stranger is read but alone.
 *
 * @returns the path of the file
 * @throws WeireelError `takes_too_long`; Error when the film is not as long as its takes
 */
export async function joinFilm(
  work: JoinWork,
  sources: readonly (StoredArtefact<'source'> | null)[],
): Promise<string> {
  const { context, folder, signal, blaming } = work;
  const filmFolder = join(folder, 'film');
  await mkdir(filmFolder);
  const steps = 3 * sources.length + 1;
  let done = 0;
  const step = () => work.onProgress((done += 1) / steps);

  const takes: OpenedTake[] = [];
  for (const [index, source] of sources.entries()) {
    const place = { room: join(folder, `take-${index}`), filmFolder, name: nameOf(index), signal };
    takes.push(await blaming(index, () => openTake(context, source, place)));
    await step();
  }
  const places = placeTakes(takes.map(({ lengthMs }) => lengthMs));
  const endUs = places.at(-1)?.endUs ?? 0;
  if (endUs / 1000 > takeLimits.longestMs + takeLimits.toleranceMs) throw new WeireelError('takes_too_long');

  const format = chooseFilmFormat(takes);
  const encoded = [...takes.entries()].filter(([, take]) => !isCopied(take, format));
  const memory = encoded.map(([, { plan, encoded: size }]) =>
    estimateMemoryBytes(plan, [{ ...plan.firstRung, ...size }]),
  );
  await work.withMemory(Math.max(0, ...memory), async () => {
    for (const [index, take] of encoded) {
      await blaming(index, () => encodePicture(work, take, format, nameOf(index)));
      await takeOutput(take.room, nameOf(index), filmFolder);
      await step();
    }
  });
  done = 2 * takes.length;

  const hasSound = takes.some(({ plan }) => plan.audio !== null);
  if (hasSound) {
    const file = await open(join(filmFolder, soundName), 'w');
    try {
      for (const [index, take] of takes.entries()) {
        const { samples } = places[index] ?? { samples: 0 };
        const { programs } = context;
        await blaming(index, () => writeSound({ programs, signal }, take, samples, file));
        await step();
      }
    } finally {
      await file.close();
    }
  }
  const isUniform =
    encoded.length === 0 ||
    (encoded.length === takes.length && (await haveOneConfiguration(work, filmFolder, takes)));
  const { args, list } = joinTakesRun(
    {
      takes: takes.map((take, index) => ({
        path: nameOf(index),
        shownUs: (places[index]?.startUs ?? 0) + beginsUs(take, format),
      })),
      ...{ endUs, isUniform, sound: hasSound ? soundName : null },
    },
    listName,
    outputPath(filmName),
  );
  await writeFile(join(filmFolder, listName), list);
  await runFfmpeg({
    ...{ program: context.programs.ffmpegPath, args, folder: filmFolder, signal },
    limits: runLimits({ durationMs: endUs / 1000, memoryBytes: 0, speedFloor: 5 }),
  });
  await takeOutput(filmFolder, filmName);
  await checkLength(work, filmFolder, endUs / 1000);
  return join(filmFolder, filmName);
}

function nameOf(index: number): string {
  return `take-${index}.mp4`;
}

function isCopied({ copy }: OpenedTake, { identity }: FilmFormat): boolean {
  return copy !== null && copy.identity === identity;
}

async function haveOneConfiguration(
  { context, signal }: JoinWork,
  room: string,
  takes: readonly OpenedTake[],
): Promise<boolean> {
  const found = new Set<string>();
  for (const index of takes.keys())
    found.add(await configurationOf({ programs: context.programs, room, signal }, nameOf(index)));
  return found.size === 1;
}

/** When the picture of a take begins, on its own clock: what is encoded is held from the start. */
function beginsUs(take: OpenedTake, format: FilmFormat): number {
  return isCopied(take, format) ? Math.round(take.plan.video.startMs * 1000) : 0;
}

async function encodePicture(
  { context, signal, threads }: JoinWork,
  take: OpenedTake,
  format: FilmFormat,
  name: string,
): Promise<void> {
  const { canvas, rate, turn } = format;
  const { plan, input, room, lengthMs } = take;
  await runFfmpeg({
    program: context.programs.ffmpegPath,
    args: encodeTakeArguments(
      plan,
      input,
      { canvas, rate, turn, box: boxInFilm(take, format) },
      outputPath(name),
      threads === undefined ? {} : { threads },
    ),
    folder: room,
    limits: runLimits({
      durationMs: lengthMs,
      memoryBytes: estimateMemoryBytes(plan, [{ ...plan.firstRung, ...canvas }]),
      speedFloor: 30,
    }),
    signal,
  });
}

async function checkLength({ context, signal }: JoinWork, folder: string, expectedMs: number): Promise<void> {
  const answer = await runFfprobe({
    program: context.programs.ffprobePath,
    args: [
      ...['-protocol_whitelist', 'file', '-f', 'mov', '-show_entries', 'format=duration'],
      ...['-of', 'csv=p=0', '-i', `file:${filmName}`],
    ],
    folder,
    limits: probeLimits,
    signal,
  });
  const lengthMs = Number.parseFloat(answer) * 1000;
  if (!(Math.abs(lengthMs - expectedMs) <= toleranceMs))
    throw new Error(`the film lasts ${lengthMs} ms instead of ${expectedMs} ms`);
}
