import type { ErrorCode, Video } from '@weireel/contract';
import { ApiError } from '../api-error.ts';
import type { FileSource } from '../upload/file-source.ts';
import type { FileUploadSnapshot } from '../upload/snapshot.ts';
import type { DraftWords } from './draft.ts';
import { isUploadComplete } from './is-upload-complete.ts';
import { makeVideo } from './make-video.ts';
import type { PublishPorts } from './publish-ports.ts';
import { emptyRoll, readRoll, writeRoll, type Roll, type RolledTake } from './rolled-take.ts';

/** What `createTakeRoll` needs. */
export interface TakeRollOptions extends PublishPorts {
  /** Told of the video that the takes have become. */
  onVideo: (video: Video) => void;
}

/** A take with how far it is. */
export interface TakeState {
  /** The take. */
  take: RolledTake;
  /** How its upload stands; null: its file is not there, or is not opened yet. */
  upload: FileUploadSnapshot | null;
  /** Whether all of it is on the server. */
  hasArrived: boolean;
  /** Whether its file is gone before that. */
  isLost: boolean;
}

/** Takes that are shot one after the other, sent at once, and become one video when the person says so. */
export interface TakeRoll {
  /** Takes up what the device remembers; call it once, when the app begins. */
  begin(): Promise<void>;
  /** The takes, in the order in which they are seen. */
  takes(): TakeState[];
  /** How long they are together, in milliseconds. */
  totalMs(): number;
  /** Whether the person said «publish», so that they are joined as soon as all have arrived. */
  isWanted(): boolean;
  /** Why they could not be joined; null: nothing is wrong. */
  error(): unknown;
  /** Adds a take that was shot, and begins to send it. */
  add(file: Pick<RolledTake, 'path' | 'fileName' | 'durationMs'>): Promise<void>;
  /** Gives up the last take, here at once and on the server as soon as it can be told. */
  deleteLast(): void;
  /** Makes one video of them, with these words, once all have arrived; says it again after it failed. */
  publish(words: DraftWords): void;
  /** Sends again what has failed, and joins them if that failed. */
  resume(): void;
}

interface Running {
  uploadId: string | null;
  isLost: boolean;
  hasArrived: boolean;
}

const settledCodes = new Set<ErrorCode>(['not_found', 'asset_in_use']);

/** A roll with no takes; `begin` takes up those that were there. */
export function createTakeRoll(options: TakeRollOptions): TakeRoll {
  const { api, uploader, retry, newAbort, memory, files, onChange, onVideo } = options;
  let roll = emptyRoll;
  /** What runs for each take, by the name of its file. */
  const running = new Map<string, Running>();
  let isMaking = false;
  let isGivingUp = false;
  let error: unknown = null;

  uploader.subscribe(() => {
    void make();
    onChange();
  });

  function change(by: Partial<Roll>): void {
    roll = { ...roll, ...by };
    writeRoll(memory, roll);
    onChange();
  }

  function changeTake(fileName: string, by: Partial<RolledTake>): void {
    change({ takes: roll.takes.map((take) => (take.fileName === fileName ? { ...take, ...by } : take)) });
  }

  function stateOf(take: RolledTake): TakeState {
    const { uploadId: local = null, isLost = false, hasArrived = false } = running.get(take.fileName) ?? {};
    const upload = uploader.snapshots().find(({ id }) => id === local) ?? null;
    return { take, upload, isLost, hasArrived: hasArrived || upload?.state === 'done' };
  }

  async function open(take: RolledTake): Promise<void> {
    const run: Running = { uploadId: null, isLost: false, hasArrived: false };
    running.set(take.fileName, run);
    const file = await files.open(take.path, take.fileName);
    if (file === null) {
      run.hasArrived = await isUploadComplete(api, take.uploadId);
      run.isLost = !run.hasArrived;
    } else run.uploadId = send(take, file);
    await make();
    onChange();
  }

  function send({ fileName, uploadId }: RolledTake, file: FileSource): string {
    const local = uploader.add(file, {
      ...{ forTakes: true, idempotencyKey: `phone-file-${fileName}`, ...(uploadId !== null && { uploadId }) },
      onCreated: ({ uploadId: created, assetId }) => {
        if (roll.takes.some((take) => take.fileName === fileName))
          return changeTake(fileName, { uploadId: created, assetId });
        // It was given up before the server had answered.
        uploader.remove(local);
        forgetNameless(fileName);
        change({ givenUp: [...roll.givenUp, assetId] });
        void giveUp();
      },
    });
    return local;
  }

  /** Joins the takes and makes their video, if the person wants it and all have arrived. */
  async function make(): Promise<void> {
    const { takes, words, assetId } = roll;
    const isDue = assetId !== null || (takes.length > 0 && takes.every((take) => stateOf(take).hasArrived));
    if (words === null || !isDue || isMaking || error !== null) return;
    isMaking = true;
    try {
      const joined = assetId ?? (await join());
      // From here on the takes may be gone from the server.
      change({ assetId: joined });
      const video = await makeVideo(options, joined, words);
      roll.takes.forEach(drop);
      change({ takes: [], words: null, assetId: null });
      onVideo(video);
    } catch (cause) {
      error = cause;
    }
    isMaking = false;
    onChange();
  }

  async function join(): Promise<string> {
    const assetIds = roll.takes.flatMap(({ assetId }) => assetId ?? []);
    // However often this is repeated, there is one film of the same takes.
    const idempotencyKey = `phone-takes-${assetIds.length}-${assetIds[0] ?? ''}-${assetIds.at(-1) ?? ''}`;
    const call = () => api.call('joinTakes', { body: { assetIds }, idempotencyKey });
    return (await retry.run(call, { signal: newAbort().signal })).assetId;
  }

  /** Lets the server forget what was given up; what it cannot be told now is told when the app begins again. */
  async function giveUp(): Promise<void> {
    if (isGivingUp) return;
    isGivingUp = true;
    for (let id = roll.givenUp[0]; id !== undefined; id = roll.givenUp[0]) {
      const params = { id };
      try {
        await retry.run(() => api.call('deleteAsset', { params }), { signal: newAbort().signal });
      } catch (cause) {
        // It is gone, or somebody has made a video of it.
        if (!(cause instanceof ApiError) || !settledCodes.has(cause.code)) break;
      }
      change({ givenUp: roll.givenUp.filter((other) => other !== id) });
    }
    isGivingUp = false;
  }

  /** Goes on with a take that was given up before the server had answered: the answer says what it is to forget. */
  async function openNameless(take: RolledTake): Promise<void> {
    const file = await files.open(take.path, take.fileName);
    if (file === null) forgetNameless(take.fileName);
    else send(take, file);
  }

  function forgetNameless(fileName: string): void {
    const given = roll.nameless.find((take) => take.fileName === fileName);
    if (given === undefined) return;
    files.forget(given.path);
    change({ nameless: roll.nameless.filter((take) => take !== given) });
  }

  function drop({ fileName, path }: RolledTake): void {
    const local = running.get(fileName)?.uploadId ?? null;
    running.delete(fileName);
    files.forget(path);
    if (local !== null) uploader.remove(local);
  }

  return {
    async begin() {
      roll = readRoll(memory);
      void giveUp();
      for (const take of roll.nameless) void openNameless(take);
      if (roll.assetId === null) await Promise.all(roll.takes.map(open));
      else await make();
      onChange();
    },
    takes: () => roll.takes.map(stateOf),
    totalMs: () => roll.takes.reduce((sum, { durationMs }) => sum + durationMs, 0),
    isWanted: () => roll.words !== null,
    error: () => error,
    async add(file) {
      const take: RolledTake = { ...file, uploadId: null, assetId: null };
      error = null;
      change({ takes: [...roll.takes, take] });
      await open(take);
    },
    deleteLast() {
      const last = roll.takes.at(-1);
      if (last === undefined) return;
      error = null;
      const { givenUp, nameless } = roll;
      const left = { takes: roll.takes.slice(0, -1), words: null };
      // Before the server has said what it is called there, it cannot be told: that is waited for, also after a kill.
      if (last.assetId === null) return change({ ...left, nameless: [...nameless, last] });
      drop(last);
      change({ ...left, givenUp: [...givenUp, last.assetId] });
      void giveUp();
    },
    publish(words) {
      error = null;
      change({ words });
      void make();
    },
    resume() {
      error = null;
      for (const { upload } of roll.takes.map(stateOf))
        if (upload?.state === 'failed' || upload?.state === 'paused') uploader.resume(upload.id);
      void make();
      onChange();
    },
  };
}
