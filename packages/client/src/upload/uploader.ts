import type { Api } from '../api.ts';
import type { FileSource } from './file-source.ts';
import { FileUpload, type FileUploadOptions } from './file-upload.ts';
import { isSettled } from './file-upload-state.ts';
import { createLock } from './lock.ts';
import type { Clock, HashBytes, NewAbort, Random } from './ports.ts';
import { createRetry } from './retry.ts';
import type { FileUploadSnapshot } from './snapshot.ts';
import type { UploadTools } from './tools.ts';

/** What `createUploader` needs. */
export interface UploaderOptions {
  /** The API. */
  api: Api;
  /** Time. */
  clock: Clock;
  /** Chance: `Math.random`. */
  random: Random;
  /** Makes abort sources: `() => new AbortController()`. */
  newAbort: NewAbort;
  /** SHA-256. Absent: parts go without checksum, and a resumed file is trusted by its name and size. */
  sha256?: HashBytes;
  /** How many parts of one file go out at once. Default: 3. */
  maxParallelParts?: number;
  /** How many files are worked on at once. Default: 2. */
  maxParallelFiles?: number;
}

/** Uploads files: a queue, parallel parts, endless patience with bad networks, and resuming. */
export interface Uploader {
  /** Puts a file at the end of the queue; gives its local id. */
  add(file: FileSource, options?: FileUploadOptions): string;
  /** Stops a file until it is resumed; what the server has stays there. */
  pause(id: string): void;
  /** Puts a paused or failed file back into the queue. */
  resume(id: string): void;
  /** Stops a file for good and lets the server forget it. Resolves when the server knows. */
  cancel(id: string): Promise<void>;
  /** Takes a file off the list. One that is not at its end stops and can be taken up again later. */
  remove(id: string): void;
  /** Tries again at once what waits for its next try; call it when the network is back. */
  wake(): void;
  /** All files in the order in which they were added. */
  snapshots(): FileUploadSnapshot[];
  /** Calls back after changes, at most ten times a second while only bytes move; gives the way to stop it. */
  subscribe(listener: (snapshots: FileUploadSnapshot[]) => void): () => void;
  /** Resolves with the file's last snapshot when it is done, failed or cancelled. */
  settled(id: string): Promise<FileUploadSnapshot>;
}

const progressEveryMs = 100;

/** An uploader with an empty queue. */
export function createUploader(options: UploaderOptions): Uploader {
  const { api, clock, random, newAbort, maxParallelParts = 3, maxParallelFiles = 2 } = options;
  const tools: UploadTools = {
    api,
    clock,
    random,
    newAbort,
    sha256: options.sha256 ?? null,
    retry: createRetry({ clock, random, newAbort }),
    maxParallelParts,
    claims: new Set(),
    creation: createLock(),
  };
  const uploads = new Map<string, FileUpload>();
  const running = new Set<FileUpload>();
  const listeners = new Set<(snapshots: FileUploadSnapshot[]) => void>();
  let added = 0;
  let toldAtMs = -Infinity;

  return {
    add(file, uploadOptions = {}) {
      const id = `file-${++added}`;
      uploads.set(id, new FileUpload(id, file, uploadOptions, tools, changed));
      changed(true);
      return id;
    },
    pause: (id) => get(id).pause(),
    resume: (id) => get(id).resume(),
    cancel: (id) => get(id).cancel(),
    remove(id) {
      get(id).abandon();
      uploads.delete(id);
      changed(true);
    },
    wake: () => tools.retry.wake(),
    snapshots,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settled(id) {
      const upload = get(id);
      return new Promise((resolve) => {
        const look = () => {
          if (!isSettled(upload.state)) return;
          listeners.delete(look);
          resolve(upload.snapshot());
        };
        listeners.add(look);
        look();
      });
    },
  };

  function get(id: string): FileUpload {
    const upload = uploads.get(id);
    if (upload === undefined) throw new TypeError(`there is no upload ${id}`);
    return upload;
  }

  function snapshots(): FileUploadSnapshot[] {
    return [...uploads.values()].map((upload) => upload.snapshot());
  }

  function changed(moved: boolean): void {
    if (moved) startWaiting();
    const nowMs = clock.now();
    if (!moved && nowMs - toldAtMs < progressEveryMs) return;
    toldAtMs = nowMs;
    const now = snapshots();
    for (const listener of [...listeners]) listener(now);
  }

  function startWaiting(): void {
    for (const upload of uploads.values()) {
      if (running.size >= maxParallelFiles) return;
      if (upload.state !== 'queued' || upload.isRunning) continue;
      running.add(upload);
      void upload.run().finally(() => {
        running.delete(upload);
        startWaiting();
      });
    }
  }
}
