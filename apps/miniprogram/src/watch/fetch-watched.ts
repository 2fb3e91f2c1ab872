import { isMissing } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { api } from '../api/api.ts';
import { isSinglePage, needsPerson } from '../api/needs-person.ts';
import { tokenNow } from '../api/session.ts';

/** The video of a link. What is for the signed-in alone does not exist for a stranger, who is signed in to see it. */
export async function fetchWatched(id: string): Promise<Video> {
  const ask = () => api.call('video', { params: { id } });
  try {
    return await ask();
  } catch (error) {
    if (!isMissing(error) || tokenNow() !== null || isSinglePage()) throw error;
    return needsPerson(ask);
  }
}
