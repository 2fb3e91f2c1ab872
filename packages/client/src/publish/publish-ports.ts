import type { Api } from '../api.ts';
import type { TextMemory } from '../player/text-memory.ts';
import type { FileSource } from '../upload/file-source.ts';
import type { NewAbort } from '../upload/ports.ts';
import type { Retry } from '../upload/retry.ts';
import type { Uploader } from '../upload/uploader.ts';

/** The files of a device, as far as drafts need them. */
export interface DraftFiles {
  /** Opens a file that is kept under a path, to be uploaded under a name; null: it is not there any more. */
  open(path: string, fileName: string): Promise<FileSource | null>;
  /** A file is not needed any more. */
  forget(path: string): void;
}

/** What publishing needs of a device. */
export interface PublishPorts {
  /** The API. */
  api: Api;
  /** Sends the bytes. */
  uploader: Uploader;
  /** Repeats the calls around them. */
  retry: Retry;
  /** Makes abort sources. */
  newAbort: NewAbort;
  /** What the device remembers: drafts outlive the end of the app. */
  memory: TextMemory;
  /** Its files. */
  files: DraftFiles;
  /** Told of each change. */
  onChange: () => void;
}
