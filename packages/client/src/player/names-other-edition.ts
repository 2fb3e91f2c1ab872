import type { Playback } from '@weireel/contract';

/**
 * Whether a playback names another edition than the one that is attached (its link; empty: none is). Links of what
 * is not public differ by their signature each time they are asked for; the path names the edition.
 */
export function namesOtherEdition(playback: Playback | null, attachedUrl: string): boolean {
  return attachedUrl !== '' && playback !== null && pathOf(playback.hlsUrl) !== pathOf(attachedUrl);
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? '';
}
