import type { DraftFiles, FileSource } from '@weireel/client';
import { WeireelError } from '@weireel/contract/plain';

/** The videos that were chosen on this phone. */
export const phoneFiles: DraftFiles = {
  async open(path, fileName) {
    const sizeBytes = await sizeOf(path);
    return sizeBytes === null ? null : fileAt(path, fileName, sizeBytes);
  },
  forget(path) {
    // What was not kept in the mini program's own folder is WeChat's to clear.
    if (path.startsWith(wx.env.USER_DATA_PATH))
      wx.getFileSystemManager().unlink({ filePath: path, fail() {} });
  },
};

/** All bytes of a file of this phone, such as a picture that WeChat gave. */
export async function bytesAt(path: string): Promise<Uint8Array> {
  const file = await phoneFiles.open(path, '');
  if (file === null) throw new WeireelError('file_unreadable');
  return file.read(0, file.sizeBytes);
}

/**
 * Keeps a chosen video where it is still found after a restart: WeChat may clear what the album gave. One that is too
 * large to be kept (200 MB in all) stays where it is; if it is cleared, it has to be chosen again.
 */
export function keepFile(temporaryPath: string, fileName: string): Promise<string> {
  return new Promise((resolve) => {
    wx.getFileSystemManager().saveFile({
      tempFilePath: temporaryPath,
      filePath: `${wx.env.USER_DATA_PATH}/${fileName}`,
      success: ({ savedFilePath }) => resolve(String(savedFilePath)),
      fail: () => resolve(temporaryPath),
    });
  });
}

function sizeOf(path: string): Promise<number | null> {
  return new Promise((resolve) => {
    wx.getFileSystemManager().stat({
      path,
      // One file has one; only a folder that is read to its bottom has several.
      success: ({ stats }) => resolve('size' in stats ? stats.size : null),
      fail: () => resolve(null),
    });
  });
}

function fileAt(path: string, name: string, sizeBytes: number): FileSource {
  return {
    ...{ name, sizeBytes, contentType: 'video/mp4' },
    read: (start, endExclusive) =>
      new Promise((resolve, reject) => {
        wx.getFileSystemManager().readFile({
          ...{ filePath: path, position: start, length: endExclusive - start },
          success({ data }) {
            if (data instanceof ArrayBuffer) resolve(new Uint8Array(data));
            else reject(new WeireelError('file_unreadable'));
          },
          fail: ({ errMsg }) => reject(new WeireelError('file_unreadable', { cause: new Error(errMsg) })),
        });
      }),
  };
}
