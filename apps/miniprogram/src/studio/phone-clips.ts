import { api } from '../api/api.ts';
import { memory } from '../memory.ts';
import { chooseVideo } from '../publish/choose-video.ts';
import { defaultTitle } from '../publish/default-title.ts';
import { publishing } from '../publish/phone-publishing.ts';
import { createWantedClips } from './wanted-clips.ts';

/** Files of this phone on their way to be clips. */
export const wantedClips = createWantedClips({ api, memory, publishing });

/**
 * Lets the person shoot a video or choose one, and begins to upload it: as a video that only they see. False: they
 * changed their mind. Rejects with WeChat's words.
 *
 * @param pattern of its title, as `defaultTitle` takes it
 */
export async function sendClip(projectId: string, pattern: string): Promise<boolean> {
  const chosen = await chooseVideo();
  if (chosen === null) return false;
  const words = {
    ...{ title: defaultTitle(pattern, new Date()), tags: [], visibility: 'private' as const },
    coverTimeMs: null,
  };
  const id = await publishing.add({ ...chosen, words });
  wantedClips.want(projectId, id);
  publishing.publish(id, words);
  return true;
}
