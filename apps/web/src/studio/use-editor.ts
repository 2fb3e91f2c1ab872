import {
  durationOf,
  endOf,
  exactFrameTicks,
  isKnownItem,
  performTogether,
  perform,
  redo,
  toldOperations,
  undo,
  type EditDocument,
  type EditHistory,
  type Operation,
  type Problem,
  type Step,
} from '@weireel/edit';
import {
  closesUp,
  cutBefore,
  findItem,
  mainTrack,
  moveBy,
  removeItem,
  splitAt,
  trimRange,
  trimWithin,
} from '@weireel/edit/editing';
import { computed, reactive, ref, shallowRef } from 'vue';

/** What the editor tells others. */
export interface EditorListener {
  /** The document was changed by an edit: by these operations, which hold together. */
  onEdit(operations: readonly Operation[]): void;
  /** An edit was refused, for these reasons. */
  onRefused(problems: readonly Problem[]): void;
}

/** The state of an editor: a document with its history, what is selected, and where the playhead stands. */
export type Editor = ReturnType<typeof useEditor>;

/** An editor of a document, with the edits that can be undone from the beginning. */
export function useEditor(initial: EditHistory, { onEdit, onRefused }: EditorListener) {
  const history = shallowRef<EditHistory>(initial);
  /** What a drag would make of it; null: nothing is dragged. */
  const trial = shallowRef<EditDocument | null>(null);
  /** Where the picture stands while an edge is dragged; null: at the playhead. */
  const peek = ref<number | null>(null);
  const selectedId = ref<string | null>(null);
  /** The item at whose beginning a cut is selected; null: none is. */
  const selectedCutId = ref<string | null>(null);
  const playhead = ref(0);

  /** As the last edit left it, whatever is being dragged. */
  const settled = computed(() => history.value.document);
  const document = computed(() => trial.value ?? history.value.document);
  const duration = computed(() => durationOf(document.value));
  const frameTicks = computed(() => exactFrameTicks(document.value.fps));
  const selected = computed(() => findItem(document.value, selectedId.value));
  const selectedCut = computed(() => cutBefore(document.value, selectedCutId.value));
  const canUndo = computed(() => history.value.done.length > 0);
  const canRedo = computed(() => history.value.undone.length > 0);

  function take(step: Step | null, operations?: readonly Operation[]): boolean {
    trial.value = null;
    peek.value = null;
    if (step === null) return false;
    if (step.kind === 'refused') {
      onRefused(step.problems);
      return false;
    }
    const hasChanged = step.history.document !== history.value.document;
    history.value = step.history;
    if (findItem(step.history.document, selectedId.value) === null) selectedId.value = null;
    seek(playhead.value);
    if (hasChanged) onEdit(toldOperations(step, operations));
    return true;
  }

  /** Performs edits as one step of the history; gives whether they hold. */
  function edit(...operations: Operation[]): boolean {
    if (operations.length === 0) return false;
    return take(performTogether(history.value, operations), operations);
  }

  /** Takes over what others did; what is selected stays, where it is still there. */
  function takeOver(next: EditDocument): void {
    forgetTrial();
    history.value = { ...history.value, document: next };
    if (findItem(next, selectedId.value) === null) selectedId.value = null;
    seek(playhead.value);
  }

  /** Shows what an edit would come to, until the next one; one that is refused leaves what is shown. */
  function tryOut(operation: Operation, peekAt: number | null = null): void {
    const outcome = perform(history.value.document, operation);
    if (outcome.kind === 'refused') return;
    trial.value = outcome.document;
    peek.value = peekAt;
  }

  function forgetTrial(): void {
    trial.value = null;
    peek.value = null;
  }

  /** Moves the playhead to the frame of a time, within the timeline. */
  function seek(ticks: number): void {
    const frame = frameTicks.value;
    const at = Math.min(Math.max(0, ticks), duration.value);
    playhead.value = Math.floor(at / frame) * frame;
  }

  function select(id: string | null): void {
    selectedId.value = id;
    selectedCutId.value = null;
  }

  /** Selects the cut at which an item begins, and goes there. */
  function selectCut(itemId: string): void {
    [selectedId.value, selectedCutId.value] = [null, itemId];
    if (selectedCut.value !== null) seek(selectedCut.value.to.start);
  }

  function split(newId: string): void {
    const operation = splitAt(document.value, playhead.value, { selectedId: selectedId.value, newId });
    if (operation !== null) edit(operation);
  }

  /** Takes away what is selected: an item, or the transition of a cut. */
  function removeSelected(): void {
    const transition = selectedCut.value?.transition ?? null;
    if (transition !== null) edit({ kind: 'removeTransition', transition: transition.id });
    if (selectedId.value !== null) edit(...removeItem(document.value, selectedId.value));
  }

  /** Trims an end of the selected item to the playhead. */
  function trimToPlayhead(edge: 'in' | 'out'): void {
    const { item, track } = selected.value ?? {};
    if (item === undefined || track === undefined || !isKnownItem(item)) return;
    const ripple = closesUp(document.value, track);
    const wanted = playhead.value - (edge === 'in' ? item.start : endOf(item));
    const range = trimRange(document.value, item, { edge, ripple });
    const by = trimWithin(wanted, range, document.value);
    if (by === 0) return;
    const isDone = edit({ kind: edge === 'in' ? 'trimIn' : 'trimOut', item: item.id, by, ripple });
    // What was under the playhead is there now.
    if (isDone && edge === 'in' && ripple) seek(item.start);
  }

  /** Puts the selected item before or after its neighbour; where the track does not close up, a frame earlier or later. */
  function moveSelected(direction: -1 | 1): void {
    const operation = selectedId.value === null ? null : moveBy(document.value, selectedId.value, direction);
    if (operation !== null) edit(operation);
  }

  /** Selects the item after or before the selected one, and goes where it begins. */
  function selectNext(direction: -1 | 1): void {
    const items = (selected.value?.track ?? mainTrack(document.value))?.items ?? [];
    const index = items.findIndex(({ id }) => id === selectedId.value);
    const wanted = index === -1 ? (direction > 0 ? 0 : items.length - 1) : index + direction;
    const item = items[wanted];
    if (item === undefined) return;
    select(item.id);
    seek(item.start);
  }

  return reactive({
    ...{
      document,
      settled,
      duration,
      frameTicks,
      selected,
      selectedId,
      selectedCut,
      playhead,
      peek,
      canUndo,
      canRedo,
      history,
    },
    ...{
      edit,
      takeOver,
      tryOut,
      forgetTrial,
      seek,
      select,
      selectCut,
      split,
      removeSelected,
      trimToPlayhead,
      moveSelected,
      selectNext,
    },
    undo: () => take(undo(history.value)),
    redo: () => take(redo(history.value)),
  });
}
