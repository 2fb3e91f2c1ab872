import type { Video } from '@weireel/contract';

/** The list with a video as it is now: in its old place, or where its age belongs. Older than all is only added to a whole list. */
export function upsertVideo(list: readonly Video[], video: Video, isWhole: boolean): readonly Video[] {
  if (list.some(({ id }) => id === video.id)) return list.map((old) => (old.id === video.id ? video : old));
  const at = list.findIndex((old) => old.createdAt < video.createdAt);
  if (at === -1) return isWhole ? [...list, video] : list;
  return [...list.slice(0, at), video, ...list.slice(at)];
}

/** The list without a video. */
export function removeVideo(list: readonly Video[], id: string): readonly Video[] {
  return list.filter((video) => video.id !== id);
}

/**
 * The list with a page added to its end. `told` holds what events said while the page was on its way: a newer
 * state, or null for a video that is gone.
 */
export function mergePage(
  list: readonly Video[],
  page: readonly Video[],
  told: ReadonlyMap<string, Video | null>,
): readonly Video[] {
  const known = new Set(list.map(({ id }) => id));
  const fresh = page.flatMap((video) => {
    if (known.has(video.id)) return [];
    const newer = told.get(video.id);
    if (newer === null) return [];
    return [newer ?? video];
  });
  const listed = [...list, ...fresh];
  const ids = new Set(listed.map(({ id }) => id));
  const news = [...told.values()].filter((video) => video !== null && !ids.has(video.id));
  // Only what is newer than all that is listed: the rest belongs to later pages.
  const newest = listed[0]?.createdAt ?? '';
  return [...news.filter((video) => video !== null && video.createdAt > newest), ...listed].filter(
    (video) => video !== null,
  );
}
