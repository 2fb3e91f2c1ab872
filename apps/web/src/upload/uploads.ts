import { isSettled, titleOfFile, type FileUploadSnapshot } from '@weireel/client';
import type { Video, Visibility } from '@weireel/contract';
import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';
import { onMyVideo } from '../news/my-news.ts';
import { rememberedText, rememberText } from '../memory.ts';
import { uploadActivity } from './activity.ts';
import { browserFile } from './browser-file.ts';
import { uploader } from './engine.ts';
import { videoOfAsset } from './video-of-asset.ts';

/** What a person says about a file, and the video that it becomes. */
export interface UploadCard {
  /** Local id of the upload. */
  id: string;
  /** Title of the video. */
  title: string;
  /** Who may see it. */
  visibility: Visibility;
  /** Its category; null: none. */
  categoryId: string | null;
  /** The channel that it is published as; null: oneself. */
  as: string | null;
  /** The video; null until it is made. */
  video: Video | null;
  /** Why the video could not be made or changed; null: nothing is wrong. */
  trouble: Trouble | null;
}

const visibilityKey = 'weireel.visibility';

/** The uploads of this page. */
export const useUploads = defineStore('uploads', () => {
  const snapshots = shallowRef<FileUploadSnapshot[]>([]);
  const cards = reactive(new Map<string, UploadCard>());
  /** The channel that files are published as from now on; null: oneself. */
  const publishAs = ref<string | null>(null);
  let stopEvents: (() => void) | null = null;

  const rows = computed(() =>
    snapshots.value.flatMap((snapshot) => {
      const card = cards.get(snapshot.id);
      return card === undefined || snapshot.state === 'cancelled' ? [] : [{ snapshot, card }];
    }),
  );

  uploader.subscribe((all) => {
    snapshots.value = all;
    uploadActivity.ofVideo.clear();
    for (const { id, progress, state } of all) {
      if (isSettled(state)) continue;
      const video = cards.get(id)?.video;
      if (video != null) uploadActivity.ofVideo.set(video.id, progress);
    }
  });

  /** Uploads a file; `uploadId`: goes on with that upload; `visibility`: absent: as was chosen last. */
  function add(file: File, uploadId?: string, visibility: Visibility = rememberedVisibility()): void {
    stopEvents ??= onMyVideo({ changed: takeVideo, deleted: dropVideo });
    const id = uploader.add(browserFile(file), {
      ...(uploadId !== undefined && { uploadId }),
      onCreated: ({ assetId }) => void makeVideo(id, assetId),
    });
    const words = { title: titleOfFile(file.name), visibility, categoryId: null, as: publishAs.value };
    cards.set(id, { id, ...words, video: null, trouble: null });
    snapshots.value = uploader.snapshots();
  }

  async function makeVideo(id: string, assetId: string): Promise<void> {
    const card = cards.get(id);
    if (card === undefined) return;
    const { title, visibility, categoryId, as } = card;
    try {
      card.video = await videoOfAsset(assetId, as, {
        ...{ title: title.trim() || titleOfFile('video'), visibility },
        ...(categoryId !== null && { categoryId }),
      });
      card.trouble = null;
      if (card.video === null) return;
      // What was typed meanwhile counts; what was not touched is as the video says.
      if (card.title === title) card.title = card.video.title;
      if (card.visibility === visibility) card.visibility = card.video.visibility;
      if (card.categoryId === categoryId) card.categoryId = card.video.categoryId;
      await saveDetails(id);
    } catch (error) {
      card.trouble = troubleOf(error);
    }
  }

  /** Sends title, visibility and category of a card, when they differ from the video's. */
  async function saveDetails(id: string): Promise<void> {
    const card = cards.get(id);
    if (card?.video == null || card.title.trim() === '') return;
    const { video, visibility, categoryId } = card;
    const title = card.title.trim();
    const isSame =
      title === video.title && visibility === video.visibility && categoryId === video.categoryId;
    if (isSame) return;
    const { description, tags } = video;
    try {
      card.video = await api.call('putVideoDetails', {
        params: { id: video.id },
        body: { title, visibility, description, tags, categoryId },
      });
      card.trouble = null;
    } catch (error) {
      card.trouble = troubleOf(error);
    }
  }

  function retitle(id: string, title: string): void {
    const card = cards.get(id);
    if (card !== undefined) card.title = title;
  }

  function chooseVisibility(id: string, visibility: Visibility): void {
    const card = cards.get(id);
    if (card === undefined) return;
    card.visibility = visibility;
    rememberText(visibilityKey, visibility);
    void saveDetails(id);
  }

  function chooseCategory(id: string, categoryId: string | null): void {
    const card = cards.get(id);
    if (card === undefined) return;
    card.categoryId = categoryId;
    void saveDetails(id);
  }

  function takeVideo(video: Video): void {
    for (const card of cards.values()) if (card.video?.id === video.id) card.video = video;
  }

  function dropVideo(videoId: string): void {
    for (const card of [...cards.values()]) if (card.video?.id === videoId) remove(card.id);
  }

  function remove(id: string): void {
    if (!cards.delete(id)) return;
    uploader.remove(id);
  }

  async function cancel(id: string): Promise<void> {
    await uploader.cancel(id);
    remove(id);
  }

  function clearDone(): void {
    for (const { snapshot } of rows.value) if (snapshot.state === 'done') remove(snapshot.id);
  }

  return {
    rows,
    publishAs,
    add,
    cancel,
    remove,
    clearDone,
    retitle,
    chooseVisibility,
    chooseCategory,
    saveDetails,
    pause: (id: string) => uploader.pause(id),
    resume: (id: string) => uploader.resume(id),
  };
});

function rememberedVisibility(): Visibility {
  const text = rememberedText(visibilityKey);
  return text === 'unlisted' || text === 'internal' || text === 'private' ? text : 'public';
}
