/** Formats in which captions are read below a media path: as an HLS playlist, and as files. */
export const captionExtensions = ['m3u8', 'vtt', 'srt', 'ass'] as const;

/** A place below a media path where captions are read. */
export interface CaptionPath {
  /** The video that they belong to. */
  videoId: string;
  /** Their language. */
  language: string;
  /** The revision that was meant when the address was given out. */
  revision: number;
  /** As what they are read. */
  extension: (typeof captionExtensions)[number];
}

const path = new RegExp(
  String.raw`^c/([0-9A-Za-z]{16})/([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,4}){0,2})/(\d{1,10})\.(${captionExtensions.join('|')})$`,
);

/** The path below the media path. */
export function writeCaptionPath({ videoId, language, revision, extension }: CaptionPath): string {
  return `c/${videoId}/${language}/${revision}.${extension}`;
}

/** Reads a path below a media path; null: captions do not lie there. */
export function readCaptionPath(text: string): CaptionPath | null {
  const [, videoId, language, revision, found] = path.exec(text) ?? [];
  const extension = captionExtensions.find((each) => each === found);
  if (videoId === undefined || language === undefined || extension === undefined) return null;
  return { videoId, language, revision: Number(revision), extension };
}
