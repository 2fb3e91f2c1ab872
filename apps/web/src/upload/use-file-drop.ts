import { onBeforeUnmount, onMounted, ref } from 'vue';

/** Takes files that are dropped anywhere on the page; says while some are held over it. */
export function useFileDrop(onFiles: (files: File[]) => void) {
  const isOver = ref(false);
  // Entering a child comes before leaving its parent, so both are counted.
  let depth = 0;

  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  const enter = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    depth++;
    isOver.value = true;
  };
  const leave = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    isOver.value = depth > 0;
  };
  const over = (event: DragEvent) => {
    if (hasFiles(event)) event.preventDefault();
  };
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    isOver.value = false;
    onFiles([...(event.dataTransfer?.files ?? [])]);
  };

  onMounted(() => {
    addEventListener('dragenter', enter);
    addEventListener('dragleave', leave);
    addEventListener('dragover', over);
    addEventListener('drop', drop);
  });
  onBeforeUnmount(() => {
    removeEventListener('dragenter', enter);
    removeEventListener('dragleave', leave);
    removeEventListener('dragover', over);
    removeEventListener('drop', drop);
  });
  return { isOver };
}
