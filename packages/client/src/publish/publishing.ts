import { ApiError } from '../api-error.ts';
import type { FileSource } from '../upload/file-source.ts';
import type { FileUploadSnapshot } from '../upload/snapshot.ts';
import { readDrafts, writeDrafts, type Draft, type DraftWords } from './draft.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isUploadComplete } from './is-upload-complete.ts';
import { makeVideo } from './make-video.ts';
import type { PublishPorts } from './publish-ports.ts';

/** A draft with how far it is. */
export interface DraftState {
  /** The draft. */
  draft: Draft;
  /** How its upload stands; null: its file is not there, or is not opened yet. */
  upload: FileUploadSnapshot | null;
  /** Whether its file is gone, so that it has to be chosen again. */
  isLost: boolean;
  /** Why no video could be made of it; null: nothing is wrong. */
  error: unknown;
}

/** Files on their way to be videos: uploaded at once, published when the person says so, resumed after the app ended. */
export interface Publishing {
  /** Takes up what the device remembers; call it once, when the app begins. */
  begin(): Promise<void>;
  /** All drafts, the oldest first. */
  all(): DraftState[];
  /** Begins to upload a file that was chosen; gives the draft's id. */
  add(file: NewDraft): Promise<string>;
  /** Publishes a draft with these words, as soon as its upload has begun; says it again after it failed. */
  publish(id: string, words: DraftWords): void;
  /** Stops its upload until it is resumed. */
  pause(id: string): void;
  /** Goes on with an upload that was paused or has failed, and makes the video if that failed. */
  resume(id: string): void;
  /** Gives a draft up: its upload, and its video if there is one. */
  cancel(id: string): Promise<void>;
  /** Goes on with a draft whose file was lost; false: this is another file. */
  giveFile(id: string, path: string): Promise<boolean>;
}

/** A file that was chosen. */
export interface NewDraft {
  /** Where the device keeps it. */
  path: string;
  /** Name to upload it under. */
  fileName: string;
  /** How long it is in milliseconds. */
  durationMs: number;
  /** What is said about it until the person says something else. */
  words: DraftWords;
}

interface Running {
  uploadId: string | null;
  isLost: boolean;
  hasArrived: boolean;
  isMaking: boolean;
  error: unknown;
}

const idle: Running = { uploadId: null, isLost: false, hasArrived: false, isMaking: false, error: null };

/** Publishing with nothing on its way; `begin` takes up what was. */
export function createPublishing(ports: PublishPorts): Publishing {
  const { api, uploader, memory, files, onChange } = ports;
  let drafts: Draft[] = [];
  /** What runs for each draft. */
  const running = new Map<string, Running>();

  uploader.subscribe(() => {
    tidy();
    onChange();
  });

  function change(id: string, by: Partial<Draft>): void {
    drafts = drafts.map((draft) => (draft.id === id ? { ...draft, ...by } : draft));
    writeDrafts(memory, drafts);
    onChange();
  }

  const draftOf = (id: string) => drafts.find((draft) => draft.id === id);

  function uploadOf(id: string): FileUploadSnapshot | null {
    const local = running.get(id)?.uploadId ?? null;
    return local === null ? null : (uploader.snapshots().find((one) => one.id === local) ?? null);
  }

  async function open(draft: Draft): Promise<void> {
    const run: Running = { ...idle };
    running.set(draft.id, run);
    const file = await files.open(draft.path, draft.fileName);
    if (draftOf(draft.id) === undefined) return;
    if (file !== null) return send(draft, file);
    // The app ended at the last moment: all of it is there, and only the video may be missing.
    run.hasArrived = await isUploadComplete(api, draft.uploadId);
    run.isLost = !run.hasArrived;
    await make(draft.id);
    tidy();
    onChange();
  }

  function send(draft: Draft, file: FileSource): void {
    const { id, uploadId } = draft;
    const local = uploader.add(file, {
      ...(uploadId !== null && { uploadId }),
      onCreated({ uploadId: located, assetId }) {
        // An upload that had expired was begun anew, for another asset.
        const isOther = draftOf(id)?.assetId !== assetId;
        change(id, { uploadId: located, assetId, ...(isOther && { isMade: false, videoId: null }) });
        void make(id);
      },
    });
    running.set(id, { ...idle, uploadId: local });
    onChange();
  }

  /** Makes the video of a draft, if the person wants it and the server knows its asset. */
  async function make(id: string): Promise<void> {
    const draft = draftOf(id);
    const run = running.get(id);
    if (draft === undefined || run === undefined || run.isMaking) return;
    const { assetId, isWanted, isMade } = draft;
    if (assetId === null || !isWanted || isMade) return;
    run.isMaking = true;
    run.error = null;
    try {
      const video = await makeVideo(ports, assetId, draft);
      run.isMaking = false;
      change(id, { isMade: true, videoId: video.id });
    } catch (error) {
      run.isMaking = false;
      // It was made with other words, and the answer was lost: it is among my videos.
      if (error instanceof ApiError && error.code === 'idempotency_key_reused') change(id, { isMade: true });
      else run.error = error;
    }
    tidy();
    onChange();
  }

  async function forgetUpload(uploadId: string | null): Promise<void> {
    if (uploadId === null) return;
    try {
      await api.call('cancelUpload', { params: { id: uploadId } });
    } catch {
      // It is gone already, or expires by itself.
    }
  }

  /** What has become a video, with all its bytes, is no draft any more. */
  function tidy(): void {
    for (const { id, isMade } of drafts) {
      const isThere = uploadOf(id)?.state === 'done' || running.get(id)?.hasArrived === true;
      if (isMade && isThere) drop(id);
    }
  }

  function drop(id: string): void {
    const draft = draftOf(id);
    if (draft === undefined) return;
    const local = running.get(id)?.uploadId ?? null;
    drafts = drafts.filter((each) => each.id !== id);
    running.delete(id);
    writeDrafts(memory, drafts);
    files.forget(draft.path);
    if (local !== null) uploader.remove(local);
  }

  return {
    async begin() {
      drafts = readDrafts(memory);
      await Promise.all(drafts.map(open));
      onChange();
    },
    all: () =>
      drafts.map((draft) => {
        const { isLost = false, error = null } = running.get(draft.id) ?? {};
        return { draft, upload: uploadOf(draft.id), isLost, error };
      }),
    async add({ path, fileName, durationMs, words }) {
      const file = await files.open(path, fileName);
      const fingerprint = file === null ? '' : await fingerprintOf(file);
      const draft: Draft = {
        ...{ id: fileName, path, fileName, fingerprint, durationMs, ...words },
        ...{ isWanted: false, uploadId: null, assetId: null, isMade: false, videoId: null },
      };
      drafts = [...drafts, draft];
      writeDrafts(memory, drafts);
      await open(draft);
      return draft.id;
    },
    publish(id, words) {
      change(id, { ...words, isWanted: true });
      void make(id);
    },
    pause(id) {
      const local = running.get(id)?.uploadId ?? null;
      if (local !== null) uploader.pause(local);
    },
    resume(id) {
      const local = running.get(id)?.uploadId ?? null;
      if (local !== null) uploader.resume(local);
      void make(id);
    },
    async cancel(id) {
      const { videoId = null, uploadId = null } = draftOf(id) ?? {};
      const local = running.get(id)?.uploadId ?? null;
      if (videoId !== null) await api.call('deleteVideo', { params: { id: videoId } });
      const cancelled = local === null ? forgetUpload(uploadId) : uploader.cancel(local);
      drop(id);
      onChange();
      await cancelled;
    },
    async giveFile(id, path) {
      const draft = draftOf(id);
      if (draft === undefined) return false;
      const file = await files.open(path, draft.fileName);
      if (file === null || (await fingerprintOf(file)) !== draft.fingerprint) return false;
      change(id, { path });
      send({ ...draft, path }, file);
      return true;
    },
  };
}
