import type { Upload } from '@weireel/contract';
import { computed, onBeforeUnmount, onMounted, shallowRef } from 'vue';
import { api } from '../api/api.ts';
import { onReconnected } from '../api/connection.ts';
import { useUploads } from './uploads.ts';

/** Uploads that were begun earlier and wait for their file. */
export function useOpenUploads() {
  const uploads = useUploads();
  const found = shallowRef<Upload[]>([]);
  const open = computed(() => {
    const here = new Set(uploads.rows.map((row) => row.snapshot.uploadId));
    return found.value.filter((upload) => !here.has(upload.id));
  });

  async function load(): Promise<void> {
    try {
      const page = await api.call('myUploads', { query: { limit: 50 } });
      found.value = page.items.filter((upload) => upload.state === 'open');
    } catch {
      // The list is a convenience: choosing the same file finds its upload all the same.
    }
  }

  async function discard(id: string): Promise<void> {
    await api.call('cancelUpload', { params: { id } });
    found.value = found.value.filter((upload) => upload.id !== id);
  }

  onMounted(load);
  onBeforeUnmount(onReconnected(() => void load()));
  return { open, discard };
}
