import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiError, TransportError, type Api } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { isSettled, register } from '../../api.ts';
import { namesIn, processesOf } from '../../leftovers.ts';
import { brokenPromises, createPatientClient, type PatientClient } from '../../patient-client.ts';
import { runTool } from '../../run-tool.ts';
import { listBelow } from '../../server-processes.ts';
import { startServer, type RunningServer } from '../../server.ts';
import { observe, type Observer } from './observer.ts';

/** A server that is hurt on purpose, with one person who goes on using it. */
export interface Trial {
  /** The person's client. */
  client: PatientClient;
  /** Looks at what is behind the API. */
  observer: Observer;
  /** The server that runs now. */
  server(): RunningServer;
  /** Starts the server again after it was killed. */
  startAgain(): Promise<void>;
  /** Begins to publish a file under a name of its own, and goes on by itself. */
  publish(file: string, fileName: string): Promise<void>;
  /** Waits until a video is ready or failed and nothing works on it any more. */
  settled(fileName: string): Promise<Video>;
  /** Deletes a video, asking as often as it takes until that is acknowledged. */
  deleted(fileName: string, assetId: string): Promise<void>;
  /** What is wrong with a video that should be ready, in words. */
  faultsOf(video: Video): Promise<string[]>;
  /** What is wrong while nothing is worked on: broken promises, orphans, scratch files, processes. */
  faults(): Promise<string[]>;
  /** Stops the server as an operator would; what is wrong then, in words. */
  end(): Promise<string[]>;
  /** Kills what may still run; for trials that broke off. */
  dispose(): Promise<void>;
}

/** Options of `startTrial`. */
export interface TrialOptions {
  /** Where the server keeps its data. */
  dataFolder: string;
  /** Where files wait that are to be published. */
  inbox: string;
  /** Settings over those of the tests. */
  env?: Record<string, string>;
  /** See `PatientOptions`. */
  onRequest?: (method: string, path: string) => void;
}

const askEveryMs = 100;
/** How long a worker may take to start on a busy machine. */
const startingMs = 30_000;

/** Starts a server and somebody who uses it. */
export async function startTrial(options: TrialOptions): Promise<Trial> {
  const { dataFolder, inbox, env = {} } = options;
  await mkdir(inbox, { recursive: true });
  let server = await startServer({ dataFolder, env });
  const observer = await observe(dataFolder);
  const person = await register(server.url);
  const client = createPatientClient(person.token, options);
  client.moveTo(server.url);

  /** The answer of a call that is repeated while the server comes and goes. */
  async function insistently<T>(call: (api: Api) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call(client.api);
      } catch (error) {
        if (!(error instanceof TransportError || (error instanceof ApiError && error.status >= 500)))
          throw error;
        await pause(askEveryMs);
      }
    }
  }
  const idOf = async (fileName: string): Promise<string> => {
    for (;;) {
      const id = client.promises.videoIds.get(fileName);
      if (id !== undefined) return id;
      await pause(askEveryMs);
    }
  };

  return {
    client,
    observer,
    server: () => server,
    async startAgain() {
      client.moveTo(null);
      server = await startServer({ dataFolder, env });
      client.moveTo(server.url);
    },
    async publish(file, fileName) {
      await copyFile(file, join(inbox, fileName));
      // Its end is awaited with all others.
      void client.publish(join(inbox, fileName)).catch(() => {});
    },
    async settled(fileName) {
      const id = await idOf(fileName);
      const ask = () => insistently((api) => api.call('video', { params: { id } }));
      while (!isSettled(await ask())) {
        // How patient clients are is not the question here.
        client.wake();
        await pause(askEveryMs);
      }
      // A short clip may be ready before its cover is made.
      await observer.idle();
      return ask();
    },
    async deleted(fileName, assetId) {
      const id = await idOf(fileName);
      // With the asset goes what was promised of its parts.
      for (const uploadId of await observer.uploadsOf(assetId)) client.promises.parts.delete(uploadId);
      await insistently((api) =>
        api.call('deleteVideo', { params: { id } }).catch((error: unknown) => {
          // An earlier call was heard though its answer was lost.
          if (!(error instanceof ApiError && error.status === 404)) throw error;
        }),
      );
      client.promises.videoIds.delete(fileName);
    },
    async faultsOf(video) {
      const found: string[] = [];
      if (video.state !== 'ready') found.push(`it is ${video.state} (${video.failure?.code ?? 'no code'})`);
      for (const { stage, state } of video.pipeline ?? []) {
        if (state !== 'done') found.push(`its stage ${stage} is ${state}`);
      }
      const { playback } = video;
      for (const path of [playback?.hlsUrl, playback?.mp4Url]) {
        if (!path) found.push('it has nothing to play');
        else found.push(...(await playWhole(`${server.url}${path}`)));
      }
      if (!playback?.posterUrl) found.push('it has no cover');
      if (!playback?.previewUrl) found.push('it has no preview');
      return found;
    },
    async faults() {
      const found = await insistently((api) => brokenPromises(api, client.promises));
      found.push(...(await observer.orphans()));
      // A worker that has just been started tries its sandbox first, in a folder of its own.
      const untilMs = performance.now() + startingMs;
      let busy = await unrest(server.pid, dataFolder);
      while (busy.length > 0 && performance.now() < untilMs) {
        await pause(askEveryMs);
        busy = await unrest(server.pid, dataFolder);
      }
      found.push(...busy);
      return found;
    },
    async end() {
      await observer.installation.close();
      const found: string[] = [];
      const end = await server.stop();
      if (end.code !== 0) found.push(`the server ended with ${JSON.stringify(end)}`);
      found.push(...(await leftovers(dataFolder)));
      for (const command of await processesOf(dataFolder)) found.push(`left running: ${command}`);
      return found;
    },
    dispose: () => server.dispose(),
  };
}

/** Reads every packet of all streams; what FFmpeg has to complain about. */
async function playWhole(url: string): Promise<string[]> {
  try {
    const { stderr } = await runTool('ffmpeg', ['-i', url, '-map', '0', '-c', 'copy', '-f', 'null', '-']);
    return stderr === '' ? [] : [`${url} plays with complaints: ${stderr.trim()}`];
  } catch (error) {
    return [`${url} does not play: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Scratch files and processes that are there although nothing is worked on, in words. */
async function unrest(pid: number, dataFolder: string): Promise<string[]> {
  const found = await leftovers(dataFolder);
  for (const [program, wanted] of [
    ['worker', 1],
    ['ffmpeg', 0],
  ] as const) {
    const { length } = await listBelow(pid, program);
    if (length !== wanted) found.push(`${length} processes of ${program} run`);
  }
  return found;
}

/** Scratch files that nobody needs while nothing is worked on. */
async function leftovers(dataFolder: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of ['blobs/parts', 'blobs/drafts']) {
    for (const name of await namesIn(join(dataFolder, folder))) found.push(`left over: ${folder}/${name}`);
  }
  for (const process of await namesIn(join(dataFolder, 'work'))) {
    for (const name of await namesIn(join(dataFolder, 'work', process))) {
      found.push(`left over: work/${process}/${name}`);
    }
  }
  return found;
}
