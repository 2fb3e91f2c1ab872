/** Address of a video's page. */
export function watchUrl(videoId: string): string {
  return new URL(`/watch/${videoId}`, location.href).href;
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
