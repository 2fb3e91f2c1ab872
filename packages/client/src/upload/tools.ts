import type { Api } from '../api.ts';
import type { Lock } from './lock.ts';
import type { Clock, HashBytes, NewAbort, Random } from './ports.ts';
import type { Retry } from './retry.ts';

/** What the uploads of one uploader share. */
export interface UploadTools {
  /** The API. */
  api: Api;
  /** Time. */
  clock: Clock;
  /** Chance. */
  random: Random;
  /** Makes abort sources. */
  newAbort: NewAbort;
  /** SHA-256; null where the platform has none. */
  sha256: HashBytes | null;
  /** Retries. */
  retry: Retry;
  /** How many parts of one file go out at once. */
  maxParallelParts: number;
  /** Uploads on the server that a file of this uploader works on. */
  claims: Set<string>;
  /** Held while an upload is looked for or begun. */
  creation: Lock;
}
