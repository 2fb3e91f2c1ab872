/** How it ended that something was to be put into the album of the phone. */
export type Keeping = 'kept' | 'not allowed' | 'gone away' | 'failed';

/** Puts a file into the album of the phone; WeChat asks whether that may be, the first time. */
export function keepInAlbum(kind: 'picture' | 'video', filePath: string): Promise<Keeping> {
  return new Promise((resolve) => {
    const options = {
      filePath,
      success: () => resolve('kept'),
      fail: ({ errMsg }: { errMsg: string }) => resolve(keepingOf(errMsg)),
    };
    if (kind === 'picture') wx.saveImageToPhotosAlbum(options);
    else wx.saveVideoToPhotosAlbum(options);
  });
}

/** What WeChat says of a file that was not kept: `… fail auth deny`, `… fail cancel`, `… privacy permission …`. */
export function keepingOf(errMsg: string): Keeping {
  if (/cancel/i.test(errMsg)) return 'gone away';
  return /auth|permission|denied/i.test(errMsg) ? 'not allowed' : 'failed';
}
