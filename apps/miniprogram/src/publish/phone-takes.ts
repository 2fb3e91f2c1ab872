import { createTakeRoll } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { api } from '../api/api.ts';
import { holdVideos } from '../feed/known-videos.ts';
import { createListeners } from '../listeners.ts';
import { memory } from '../memory.ts';
import { newAbort } from './abort.ts';
import { phoneFiles as files } from './phone-files.ts';
import { phoneRetry as retry, phoneUploader as uploader } from './phone-publishing.ts';

const changed = createListeners();
let made: Video | null = null;
// Its page is opened at once, and need not ask for it.
const joined = holdVideos();

/** The takes that are shot on this phone to become one video. */
export const takeRoll = createTakeRoll({
  ...{ api, uploader, retry, newAbort, memory, files },
  onChange: changed.tell,
  onVideo(video) {
    joined.hold([video]);
    made = video;
    changed.tell();
  },
});

/** Calls back whenever something of them changes; gives the way to stop it. */
export const onTakes = changed.add;

/** The video that the takes have just become, told once; null: none. */
export function takeVideo(): Video | null {
  const video = made;
  made = null;
  return video;
}
