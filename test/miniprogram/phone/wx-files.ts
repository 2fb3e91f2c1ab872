import { storage } from './wx-storage.ts';

type Callbacks<T> = { success?: (answer: T) => void; fail?: (failure: { errMsg: string }) => void };

const savedKey = 'phone.files';
const userFolder = 'wxfile://usr';
const mostSavedBytes = 200 * 1024 * 1024;

/** Where the bytes of each saved file are. Kept when the mini program ends, as WeChat keeps it. */
function saved(): Record<string, string> {
  const text = storage.getStorageSync(savedKey);
  return typeof text === 'string' && text !== '' ? (JSON.parse(text) as Record<string, string>) : {}; // as: written below
}

function keep(all: Record<string, string>): void {
  storage.setStorageSync(savedKey, JSON.stringify(all));
}

/** Files that the album gave since the mini program began: WeChat may forget them when it ends. */
const temporary = new Map<string, string>();

const addressOf = (path: string): string | undefined => saved()[path] ?? temporary.get(path);

/** The address under which a browser finds what the phone calls so. */
export function addressOfFile(path: string): string {
  return addressOf(path) ?? path;
}

const read = new Map<string, Promise<ArrayBuffer>>();

function bytesOf(path: string): Promise<ArrayBuffer> {
  const address = addressOf(path);
  if (address === undefined) return Promise.reject(new Error('no such file or directory'));
  const bytes = read.get(path) ?? fetch(address).then((answer) => answer.arrayBuffer());
  read.set(path, bytes);
  return bytes;
}

const manager = {
  stat({ path, success, fail }: Callbacks<{ stats: { size: number } }> & { path: string }) {
    bytesOf(path).then(
      ({ byteLength }) => success?.({ stats: { size: byteLength } }),
      (error: unknown) => fail?.({ errMsg: `stat:fail ${String(error)}` }),
    );
  },
  readFile(
    options: Callbacks<{ data: ArrayBuffer }> & { filePath: string; position?: number; length?: number },
  ) {
    const { filePath, position = 0, length, success, fail } = options;
    bytesOf(filePath).then(
      (bytes) => {
        const end = length === undefined ? bytes.byteLength : position + length;
        if (end > bytes.byteLength) fail?.({ errMsg: 'readFile:fail the value of "length" is out of range' });
        else success?.({ data: bytes.slice(position, end) });
      },
      (error: unknown) => fail?.({ errMsg: `readFile:fail ${String(error)}` }),
    );
  },
  saveFile(options: Callbacks<{ savedFilePath: string }> & { tempFilePath: string; filePath: string }) {
    const { tempFilePath, filePath, success, fail } = options;
    const address = temporary.get(tempFilePath);
    const isTooMuch = window.phone.album.some(({ url, size }) => url === address && size > mostSavedBytes);
    if (address === undefined || isTooMuch) {
      return fail?.({ errMsg: 'saveFile:fail the maximum size of the file storage limit is exceeded' });
    }
    // It is moved, not copied.
    temporary.delete(tempFilePath);
    keep({ ...saved(), [filePath]: address });
    success?.({ savedFilePath: filePath });
  },
  unlink({ filePath, success, fail }: Callbacks<object> & { filePath: string }) {
    const { [filePath]: gone, ...rest } = saved();
    if (gone === undefined) return fail?.({ errMsg: 'unlink:fail no such file or directory' });
    keep(rest);
    success?.({});
  },
};

/** Gives the person's choice a path that holds until the mini program ends. */
export function temporaryFile(address: string, extension: string): string {
  const path = `wxfile://tmp_${Math.random()}.${extension}`;
  temporary.set(path, address);
  return path;
}

let chosen = 0;

/** The album, and the files of the phone. */
export const files = {
  env: { USER_DATA_PATH: userFolder },
  getFileSystemManager: () => manager,
  chooseMedia({ success, fail }: Callbacks<{ tempFiles: object[] }>) {
    const video = window.phone.album[chosen % Math.max(1, window.phone.album.length)];
    chosen += 1;
    if (video === undefined) return fail?.({ errMsg: 'chooseMedia:fail cancel' });
    const { url, size, duration } = video;
    const tempFilePath = temporaryFile(url, 'mp4');
    const picture = { width: 320, height: 568, thumbTempFilePath: '' };
    success?.({ tempFiles: [{ tempFilePath, size, duration, fileType: 'video', ...picture }] });
  },
};
