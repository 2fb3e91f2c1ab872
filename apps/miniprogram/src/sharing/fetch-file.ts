import { TransportError, type AbortSource } from '@weireel/client';
import { currentLanguage } from '../language/language.ts';
import { tokenNow } from '../api/session.ts';
import { sendAmongFew } from '../api/wx-transport.ts';
import { absoluteUrl } from '../server-url.ts';

/** Why a file did not come: the server gave none, or WeChat takes no such large one. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
  /** Whether it is too large. */
  readonly isTooLarge: boolean;

  /** Made of what was said. */
  constructor(message: string, isTooLarge: boolean) {
    super(message);
    this.isTooLarge = isTooLarge;
  }
}

// A whole video takes longer than WeChat waits by itself.
const longestMs = 10 * 60_000;

/**
 * Brings a file of the server to the phone, as whoever is signed in; gives where it lies until the mini program ends.
 * Rejects with `FileRefusal`, or `TransportError` when the server was not reached or it was cancelled.
 *
 * @param options.onProgress told how much is there, 0–1
 */
export function fetchFile(
  link: string,
  options: { signal?: AbortSource['signal']; onProgress?: (share: number) => void } = {},
): Promise<string> {
  return sendAmongFew(() => download(link, options));
}

function download(
  link: string,
  { signal, onProgress }: Parameters<typeof fetchFile>[1] & object,
): Promise<string> {
  const token = tokenNow();
  return new Promise((resolve, reject) => {
    const task = wx.downloadFile({
      url: absoluteUrl(link),
      header: {
        'Accept-Language': currentLanguage(),
        ...(token !== null && { Authorization: `Bearer ${token}` }),
      },
      timeout: longestMs,
      success({ statusCode, tempFilePath }) {
        if (statusCode === 200) resolve(tempFilePath);
        else reject(new FileRefusal(`The server answered ${statusCode}`, false));
      },
      fail({ errMsg }) {
        if (/max file size/i.test(errMsg)) reject(new FileRefusal(errMsg, true));
        else reject(new TransportError(errMsg));
      },
    });
    task.onProgressUpdate(({ progress }) => onProgress?.(progress / 100));
    signal?.addEventListener('abort', () => task.abort(), { once: true });
  });
}
