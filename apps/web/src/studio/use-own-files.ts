import type { OwnFile } from '@weireel/contract';
import { errorTitle, isErrorCode, mostFileBytes } from '@weireel/contract/plain';
import type { EditDocument } from '@weireel/edit';
import { isPictureName, picturesOf } from '@weireel/edit/editing';
import { onBeforeUnmount, ref } from 'vue';
import { ApiError } from '@weireel/client';
import { api } from '../api/api.ts';
import { troubleOf } from '../api/trouble.ts';
import { currentLanguage } from '../language/language.ts';
import { notify } from '../shell/notify.ts';
import { usePages } from '../shell/use-pages.ts';

/** How often it is asked whether a file is checked, and for how long. */
const [pauseMs, patienceMs] = [700, 120_000];

/**
 * Pictures of one’s own that projects use.
 *
 * @param document as it was opened: of its pictures it is asked whether they are still there
 */
export function useOwnFiles(document: EditDocument) {
  const pages = usePages<OwnFile>(
    (query) => api.call('ownFiles', { query: { ...query, limit: 50 } }),
    ({ id }) => id,
  );
  /** How many are on their way. */
  const coming = ref(0);
  /** Pictures of the document that were deleted. */
  const lost = ref<ReadonlySet<string>>(new Set());
  const leaving = new AbortController();
  onBeforeUnmount(() => leaving.abort());

  /** Sends a file; it stands in the list once it is checked, or it is said why it cannot be used. */
  async function send(file: File): Promise<void> {
    if (!isPictureName(file.name)) return say('file_unsupported');
    if (file.size > mostFileBytes) return say('file_too_large');
    coming.value += 1;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const query = { name: file.name.slice(-200) };
      const sent = await settled(await api.call('sendFile', { query, bytes, signal: leaving.signal }));
      if (sent.failureCode !== null) say(sent.failureCode);
      await pages.reload();
    } catch (error) {
      if (!leaving.signal.aborted) notify('error', troubleOf(error).title ?? file.name);
    } finally {
      coming.value -= 1;
    }
  }

  async function settled(sent: OwnFile): Promise<OwnFile> {
    const untilMs = performance.now() + patienceMs;
    let file = sent;
    while (file.state === 'checking' && performance.now() < untilMs && !leaving.signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      file = await api.call('ownFile', { params: { id: sent.id } });
    }
    return file;
  }

  /** Deletes a file; projects that use it cannot be made any more. */
  async function remove(id: string): Promise<void> {
    await api.call('deleteFile', { params: { id } });
    lose(id);
    await pages.reload();
  }

  function lose(id: string): void {
    lost.value = new Set([...lost.value, id]);
  }

  async function look(id: string): Promise<void> {
    try {
      await api.call('ownFile', { params: { id }, signal: leaving.signal });
    } catch (error) {
      // Whatever else it is: saving and rendering say what is wrong.
      if (error instanceof ApiError && error.code === 'not_found') lose(id);
    }
  }
  for (const id of picturesOf(document)) void look(id);

  return { pages, coming, lost, send, remove };
}

/** Files of one’s own. */
export type OwnFiles = ReturnType<typeof useOwnFiles>;

function say(told: string): void {
  // A newer server may know reasons that this client does not.
  notify('error', errorTitle(isErrorCode(told) ? told : 'internal', currentLanguage()));
}
