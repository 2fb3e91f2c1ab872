/** The path of a video's chapters below the media path of its asset. */
export function writeChaptersPath(videoId: string): string {
  return `c/${videoId}/chapters.vtt`;
}

/** Reads a path below a media path, as the id of a video; null: chapters do not lie there. */
export function readChaptersPath(path: string): string | null {
  return /^c\/([0-9A-Za-z]{16})\/chapters\.vtt$/.exec(path)?.[1] ?? null;
}
