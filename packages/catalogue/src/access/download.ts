import { isManagedBy, may, type VideoAccessFacts, type Viewer } from './access.ts';

/** What taking a copy of a video depends on. */
export interface DownloadFacts extends VideoAccessFacts {
  /** Whether its author lets others take one. */
  downloadable: boolean;
}

/** Whether the viewer may take a copy of a video: who manages it, and by its author's word whoever may see it. */
export function mayDownload(video: DownloadFacts, viewer: Viewer): boolean {
  return isManagedBy(video, viewer) || (video.downloadable && may('see', video, viewer));
}
