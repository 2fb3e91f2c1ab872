import { setTimeout as pause } from 'node:timers/promises';
import type { EditDocument } from '@weireel/edit';
import type { Bench } from '../bench.ts';
import type { BenchClient } from '../bench-client.ts';
import { figure, type Figure } from '../figure.ts';
import { runPlainFfmpeg } from '../run-measured.ts';
import { median, percentile } from '../../test/statistics.ts';

const edits = 20;
const askEveryMs = 20;

/** How long it takes from the saving of an edit until the exact preview shows it, and what FFmpeg alone takes for that. */
export async function measurePreviewEdits(
  { clips, signal, folder, say, options }: Bench,
  client: BenchClient,
  document: EditDocument,
): Promise<Figure> {
  const { api } = client;
  say('films: the preview after an edit');
  const { id } = await api.call('createProject', { body: { title: 'Preview', document: { ...document } } });
  const params = { id };
  const untilShown = async (): Promise<void> => {
    let preview = await api.call('previewProject', { params });
    while (preview.state === 'making') {
      signal.throwIfAborted();
      await pause(askEveryMs);
      preview = await api.call('projectPreview', { params });
    }
    if (preview.state === 'failed')
      throw new Error(`the preview failed: ${preview.failureCode ?? 'unknown'}`);
  };
  await untilShown();
  const seconds: number[] = [];
  const plain: number[] = [];
  for (let edit = 1; edit <= Math.max(edits, options.runs); edit += 1) {
    // Whoever asks so often without a pause is asked to wait.
    if (edit > 1) await pause(2000);
    const body = { title: 'Preview', document: { ...withWords(document, `第 ${edit} 稿`) }, revision: edit };
    const startedMs = performance.now();
    await api.call('putProject', { params, body });
    await untilShown();
    seconds.push((performance.now() - startedMs) / 1000);
    if (plain.length < options.runs)
      plain.push((await drawPlain(clips.standard, folder, signal)).wallSeconds);
  }
  await api.call('deleteProject', { params });
  return figure({
    ...{ id: 'preview-edit', title: 'words of a title changed → exact preview, p95 (GOAL-70)', unit: 's' },
    ...{ value: percentile(seconds, 0.95), budget: { of: 'value', is: 'at most', limit: 2 } },
    reference: { name: 'FFmpeg alone for the stretch of the title', value: median(plain) },
    note: `median ${median(seconds).toFixed(2)} s`,
  });
}

/** The same document with other words in its titles. */
export function withWords(document: EditDocument, text: string): EditDocument {
  const tracks = document.tracks.map((track) => ({
    ...track,
    items: track.items.map((item) => (item.kind === 'text' ? { ...item, runs: [{ text }] } : item)),
  }));
  return { ...document, tracks };
}

function drawPlain(clip: string, folder: string, signal: AbortSignal) {
  const title = "drawtext=text='A day by the sea':fontsize=18:x=(w-tw)/2:y=(h-th)/2";
  const encoding = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '19', '-an'];
  const input = ['-ss', '1', '-t', '4', '-i', clip, '-vf', `scale=360:640,${title}`];
  return runPlainFfmpeg([...input, ...encoding, `${folder}/plain-title.mp4`], folder, signal);
}
