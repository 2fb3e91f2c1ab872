import type { OwnFile } from '@weireel/contract';
import { errorTitle, isErrorCode, mostFileBytes } from '@weireel/contract/plain';
import type { EditDocument } from '@weireel/edit';
import { isOwnFileName, ownFilesOf } from '@weireel/edit/editing';
import { inject, onBeforeUnmount, ref, type InjectionKey } from 'vue';
import { ApiError, askAgain } from '@weireel/client';
import { api } from '../api/api.ts';
import { browserClock as clock } from '../api/browser-clock.ts';
import { troubleOf } from '../api/trouble.ts';
import { currentLanguage } from '../language/language.ts';
import { notify } from '../shell/notify.ts';
import { usePages, type Pages } from '../shell/use-pages.ts';

/** How often it is asked whether a file is checked, and for how long. */
const [pause, patienceMs] = [{ firstMs: 700, longestMs: 700 }, 120_000];

/** What a file is of which there are lists. */
export type OwnFileKind = 'picture' | 'lut' | 'font';

/**
 * Files of one’s own that projects use.
 *
 * @param document as it was opened: of its files it is asked whether they are still there
 */
export function useOwnFiles(document: EditDocument) {
  const lists = new Map<OwnFileKind, Pages<OwnFile>>();
  /** Those of a kind that can be used, read when they are asked for first. */
  function listOf(kind: OwnFileKind): Pages<OwnFile> {
    const pages =
      lists.get(kind) ??
      usePages<OwnFile>(
        (query) => api.call('ownFiles', { query: { ...query, kind, limit: 50 } }),
        ({ id }) => id,
      );
    lists.set(kind, pages);
    return pages;
  }
  const reload = async () => void (await Promise.all([...lists.values()].map((pages) => pages.reload())));
  /** How many are on their way. */
  const coming = ref(0);
  /** Files of the document that were deleted. */
  const lost = ref<ReadonlySet<string>>(new Set());
  /** What pictures of the document are shown by. */
  const urls = ref<ReadonlyMap<string, string>>(new Map());
  /** What a picture is shown by in small; null: it is not known, or no picture. */
  const pictureUrl = (id: string): string | null =>
    urls.value.get(id) ?? lists.get('picture')?.items.value.find((file) => file.id === id)?.url ?? null;
  const leaving = new AbortController();
  onBeforeUnmount(() => leaving.abort());

  /** Sends a file; it stands in its list once it is checked, or it is said why it cannot be used. Answers it when it can. */
  async function send(file: File): Promise<OwnFile | null> {
    if (!isOwnFileName(file.name)) return say('file_unsupported');
    if (file.size > mostFileBytes) return say('file_too_large');
    coming.value += 1;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const query = { name: file.name.slice(-200) };
      const sent = await settled(await api.call('sendFile', { query, bytes, signal: leaving.signal }));
      if (sent.failureCode !== null) say(sent.failureCode);
      await reload();
      return sent.source === null ? null : sent;
    } catch (error) {
      if (!leaving.signal.aborted) notify('error', troubleOf(error).title ?? file.name);
      return null;
    } finally {
      coming.value -= 1;
    }
  }

  function settled(sent: OwnFile): Promise<OwnFile> {
    return askAgain(sent, {
      ...{ clock, signal: leaving.signal, pause, patienceMs },
      isOpen: ({ state }) => state === 'checking',
      ask: () => api.call('ownFile', { params: { id: sent.id } }),
    });
  }

  /** Deletes a file; projects that use it cannot be made any more. */
  async function remove(id: string): Promise<void> {
    await api.call('deleteFile', { params: { id } });
    lose(id);
    await reload();
  }

  function lose(id: string): void {
    lost.value = new Set([...lost.value, id]);
  }

  async function look(id: string): Promise<void> {
    try {
      const { url } = await api.call('ownFile', { params: { id }, signal: leaving.signal });
      if (url !== null) urls.value = new Map([...urls.value, [id, url]]);
    } catch (error) {
      // Whatever else it is: saving and rendering say what is wrong.
      if (error instanceof ApiError && error.code === 'not_found') lose(id);
    }
  }
  for (const id of ownFilesOf(document)) void look(id);

  return { listOf, coming, lost, pictureUrl, send, remove };
}

/** Files of one’s own. */
export type OwnFiles = ReturnType<typeof useOwnFiles>;

const key: InjectionKey<OwnFiles> = Symbol('own files');
/** What the parts of the inspector get them by. */
export const ownFilesKey = key;

/** The files that the room of the editor has. */
export function useFilesOfRoom(): OwnFiles {
  const files = inject(key);
  if (files === undefined) throw new Error('there are no files outside of a room');
  return files;
}

function say(told: string): null {
  // A newer server may know reasons that this client does not.
  notify('error', errorTitle(isErrorCode(told) ? told : 'internal', currentLanguage()));
  return null;
}
