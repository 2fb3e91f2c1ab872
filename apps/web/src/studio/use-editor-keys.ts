import { onBeforeUnmount, onMounted } from 'vue';
import { editorActionOf, type EditorAction } from './editor-keys.ts';
import { newId } from './new-id.ts';
import type { StagePlayback } from './stage-playback.ts';
import type { Editor } from './use-editor.ts';

/** What keys do that belongs to neither the document nor its playing. */
export interface EditorView {
  /** Draws the timeline so many steps nearer. */
  zoom(steps: number): void;
  /** Shows what keys there are. */
  help(): void;
}

/** Lets keys edit and play while the page is there; dialogs keep theirs. */
export function useShortcuts(editor: Editor, playback: StagePlayback, view: EditorView): void {
  const second = (): number => Math.round(editor.document.fps.num / editor.document.fps.den);
  const step = (frames: number): void => {
    if (playback.isPlaying) playback.pause();
    editor.seek(editor.playhead + frames * editor.frameTicks);
  };
  const acts: Record<EditorAction, () => void> = {
    'toggle-play': () => playback.toggle(),
    'play-forward': () => playback.forward(),
    'play-back': () => playback.back(),
    pause: () => playback.pause(),
    'frame-back': () => step(-1),
    'frame-forward': () => step(1),
    'second-back': () => step(-second()),
    'second-forward': () => step(second()),
    'to-start': () => editor.seek(0),
    'to-end': () => editor.seek(editor.duration - editor.frameTicks),
    'trim-in': () => editor.trimToPlayhead('in'),
    'trim-out': () => editor.trimToPlayhead('out'),
    split: () => editor.split(newId()),
    delete: () => editor.removeSelected(),
    earlier: () => editor.moveSelected(-1),
    later: () => editor.moveSelected(1),
    'previous-item': () => editor.selectNext(-1),
    'next-item': () => editor.selectNext(1),
    undo: () => void editor.undo(),
    redo: () => void editor.redo(),
    'zoom-in': () => view.zoom(1),
    'zoom-out': () => view.zoom(-1),
    help: () => view.help(),
    'leave-selection': () => editor.select(null),
  };

  function press(event: KeyboardEvent): void {
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (event.defaultPrevented || target?.closest('dialog, [data-menu]') != null) return;
    const action = editorActionOf({
      ...{ key: event.key, altKey: event.altKey, shiftKey: event.shiftKey },
      ...{ isCommand: event.ctrlKey || event.metaKey, target: fieldOf(target) },
    });
    if (action === null) return;
    event.preventDefault();
    acts[action]();
  }

  onMounted(() => addEventListener('keydown', press));
  onBeforeUnmount(() => removeEventListener('keydown', press));
}

function fieldOf(target: HTMLElement | null) {
  if (target === null) return null;
  const type = target instanceof HTMLInputElement ? { type: target.type } : {};
  return { tagName: target.tagName, isContentEditable: target.isContentEditable, ...type };
}
