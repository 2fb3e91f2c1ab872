import { isSettled, type FileUploadSnapshot } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { defineStore } from 'pinia';
import { reactive } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';
import { browserFile } from '../upload/browser-file.ts';
import { retry, uploader } from '../upload/engine.ts';

/** A file on its way from this page to take the place of a video's. */
export interface SentReplacement {
  /** Local id of the upload. */
  uploadId: string;
  /** How far it is. */
  snapshot: FileUploadSnapshot | null;
  /** Why the video does not take it; null: nothing is wrong. */
  trouble: Trouble | null;
}

/** Files that take the place of others, as far as this page sends them; afterwards the video itself says how it goes. */
export const useReplacements = defineStore('replacements', () => {
  const ofVideo = reactive(new Map<string, SentReplacement>());

  uploader.subscribe((all) => {
    for (const [videoId, sent] of ofVideo) {
      const snapshot = all.find(({ id }) => id === sent.uploadId) ?? null;
      sent.snapshot = snapshot;
      const isOver = snapshot === null || snapshot.state === 'done' || snapshot.state === 'cancelled';
      if (isOver && sent.trouble === null) forget(videoId);
    }
  });

  /** Sends a file for a video; `uploadId`: goes on with that upload. */
  function send(videoId: string, file: File, uploadId?: string): void {
    void giveUpSending(videoId);
    const id = uploader.add(browserFile(file), {
      ...(uploadId !== undefined && { uploadId }),
      onCreated: ({ assetId }) => void announce(videoId, id, assetId),
    });
    ofVideo.set(videoId, { uploadId: id, snapshot: null, trouble: null });
    const sent = ofVideo.get(videoId);
    if (sent) sent.snapshot = uploader.snapshots().find((one) => one.id === id) ?? null;
  }

  /** Tells the video which file is coming; bytes that nobody waits for are not sent. */
  async function announce(videoId: string, uploadId: string, assetId: string): Promise<void> {
    const call = () => api.call('putVideoSource', { params: { id: videoId }, body: { assetId } });
    try {
      await retry.run(call, { signal: new AbortController().signal });
    } catch (error) {
      const sent = ofVideo.get(videoId);
      if (sent?.uploadId !== uploadId) return;
      sent.trouble = troubleOf(error);
      await uploader.cancel(uploadId);
    }
  }

  /** Stays with what the video shows, whatever was on its way. */
  async function giveUp(video: Video): Promise<Video | null> {
    await giveUpSending(video.id);
    if (video.assetId === null) return null;
    return api.call('putVideoSource', { params: { id: video.id }, body: { assetId: video.assetId } });
  }

  async function giveUpSending(videoId: string): Promise<void> {
    const sent = ofVideo.get(videoId);
    if (sent === undefined) return;
    forget(videoId);
    if (sent.snapshot !== null && !isSettled(sent.snapshot.state)) await uploader.cancel(sent.uploadId);
  }

  function forget(videoId: string): void {
    const sent = ofVideo.get(videoId);
    ofVideo.delete(videoId);
    if (sent?.snapshot != null && isSettled(sent.snapshot.state)) uploader.remove(sent.uploadId);
  }

  return { ofVideo, send, giveUp, resume: (uploadId: string) => uploader.resume(uploadId) };
});
