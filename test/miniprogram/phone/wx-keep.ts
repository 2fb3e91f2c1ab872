import { addressOfFile, temporaryFile } from './wx-files.ts';
import { refuse } from './wx-request.ts';

type Callbacks<T> = { success?: (answer: T) => void; fail?: (failure: { errMsg: string }) => void };
type DownloadOptions = Callbacks<{ statusCode: number; tempFilePath: string }> & {
  url: string;
  header?: Record<string, string>;
};

const mostBytes = 200 * 1024 * 1024;
const endings: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'video/mp4': 'mp4' };

/** `wx.downloadFile`: of servers on the list, 200 MB at most, told of its progress. */
function downloadFile(options: DownloadOptions) {
  const control = new AbortController();
  let tell: ((progress: { progress: number }) => void) | undefined;
  const fail = (why: string) => options.fail?.({ errMsg: `downloadFile:fail ${why}` });
  const refusal = refuse(options);
  if (refusal !== null) void Promise.resolve().then(() => fail(refusal));
  else {
    window.phone.requests += 1;
    void download(options, control.signal)
      .then(
        (answer) => {
          if (answer === null) return fail('exceed max file size');
          tell?.({ progress: 100 });
          options.success?.(answer);
        },
        () => fail(control.signal.aborted ? 'abort' : 'net::ERR_FAILED'),
      )
      .finally(() => (window.phone.requests -= 1));
  }
  return {
    abort: () => control.abort(),
    onProgressUpdate: (listener: typeof tell) => void (tell = listener),
  };
}

async function download({ url, header = {} }: DownloadOptions, signal: AbortSignal) {
  const answer = await fetch(url, { headers: header, signal, credentials: 'omit', cache: 'no-store' });
  const blob = await answer.blob();
  if (blob.size > mostBytes) return null;
  const ending = endings[blob.type.split(';')[0] ?? ''] ?? 'unknown';
  return {
    statusCode: answer.status,
    tempFilePath: temporaryFile(URL.createObjectURL(blob), ending),
  };
}

/** `wx.saveImageToPhotosAlbum` and its like: what is no such file is refused, and so is all that the person refuses. */
function saver(kind: 'image' | 'video', name: string, known: RegExp) {
  return ({ filePath, success, fail }: Callbacks<object> & { filePath: string }) => {
    const refuseIt = (why: string) => fail?.({ errMsg: `${name}:fail ${why}` });
    if (!window.phone.letsKeep) return refuseIt('auth deny');
    if (!known.test(filePath)) return refuseIt(`invalid ${kind}`);
    void fetch(addressOfFile(filePath))
      .then((answer) => answer.arrayBuffer())
      .then(({ byteLength }) => {
        window.phone.kept.push({ kind, sizeBytes: byteLength });
        success?.({});
      });
  };
}

/** What puts things into the album and the clipboard of the phone. */
export const keeping = {
  downloadFile,
  saveImageToPhotosAlbum: saver('image', 'saveImageToPhotosAlbum', /\.(?:jpg|png)$/),
  saveVideoToPhotosAlbum: saver('video', 'saveVideoToPhotosAlbum', /\.mp4$/),
  setClipboardData({ data, success }: Callbacks<object> & { data: string }) {
    window.phone.clipboard = data;
    window.phone.toasts.push('内容已复制');
    success?.({});
  },
};
