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

/** Lets the person shoot a video or choose one; null: they changed their mind. Rejects with WeChat's words. */
export function chooseVideo(): Promise<ChosenVideo | null> {
  return new Promise((resolve, reject) => {
    wx.chooseMedia({
      ...{ count: 1, mediaType: ['video'], sourceType: ['album', 'camera'], maxDuration: 60 },
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
