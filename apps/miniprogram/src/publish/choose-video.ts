import { keepFile } from './phone-files.ts';

/** A video that was chosen. */
export interface ChosenVideo {
  /** Where it is kept. */
  path: string;
  /** A name that no other one has. */
  fileName: string;
  /** How long it is in milliseconds. */
  durationMs: number;
}

/** Where a video may come from. */
export type VideoOrigin = 'album' | 'camera';

/** Longest that WeChat's camera records at once, in seconds. */
const longestShotSeconds = 60;

/** How long a video that is shot may become where there is so much room for it, in whole seconds. */
export const shotSecondsIn = (roomMs: number): number =>
  // WeChat takes three at least.
  Math.max(3, Math.min(longestShotSeconds, Math.floor(roomMs / 1000)));

/**
 * Lets the person shoot a video or choose one; null: they changed their mind. Rejects with WeChat's words.
 *
 * @param options.longestMs how long a video that is shot may become; default: as long as WeChat lets it
 */
export function chooseVideo(
  options: { origins?: VideoOrigin[]; longestMs?: number } = {},
): Promise<ChosenVideo | null> {
  const { origins: sourceType = ['album', 'camera'], longestMs = Infinity } = options;
  const maxDuration = shotSecondsIn(longestMs);
  return new Promise((resolve, reject) => {
    wx.chooseMedia({
      ...{ count: 1, mediaType: ['video'], sourceType, maxDuration },
      success({ tempFiles: [file] }) {
        if (file === undefined) return resolve(null);
        const { tempFilePath, duration } = file;
        const ending = /\.\w+$/.exec(tempFilePath)?.[0] ?? '.mp4';
        const fileName = `clip-${Date.now()}-${Math.random().toString(36).slice(2, 8)}${ending}`;
        void keepFile(tempFilePath, fileName).then((path) =>
          resolve({ path, fileName, durationMs: Math.round(duration * 1000) }),
        );
      },
      fail({ errMsg }) {
        if (/cancel/.test(errMsg)) resolve(null);
        else reject(new Error(errMsg));
      },
    });
  });
}
