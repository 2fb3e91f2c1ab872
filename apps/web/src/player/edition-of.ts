/**
 * Which edition a link names. Links of what is not public differ by their signature each time they are asked for;
 * the path names the edition.
 */
export function editionOf(url: string): string {
  return url.split('?')[0] ?? '';
}
