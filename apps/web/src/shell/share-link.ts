/** How sharing ended: the system's sheet took it, it is in the clipboard, the person changed their mind. */
export type Shared = 'shared' | 'copied' | 'cancelled' | 'failed';

/** Address of a video's page. */
export function watchUrl(videoId: string): string {
  return new URL(`/watch/${videoId}`, location.href).href;
}

/** Shares a link: by the system's sheet on touch devices, else through the clipboard. */
export async function shareLink(title: string, url: string): Promise<Shared> {
  const hasSheet = 'share' in navigator && matchMedia('(pointer: coarse)').matches;
  if (!hasSheet) return copyText(url);
  try {
    await navigator.share({ title, url });
    return 'shared';
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
    return copyText(url);
  }
}

/** Puts a text into the clipboard, on plain http too, where browsers hide the modern way. */
export async function copyText(text: string): Promise<'copied' | 'failed'> {
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    // No permission, or no clipboard on plain http: the old way asks nobody.
    return copyBySelection(text) ? 'copied' : 'failed';
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand('copy');
  area.remove();
  return isCopied;
}
