import type { AnsweredPage } from '@weireel/client';
import type { TagSort, Video } from '@weireel/contract';
import { api } from '../api/api.ts';
import { currentLanguage } from '../language/language.ts';

/** What all videos of a list have in common. */
export type Shared = { tag: string } | { categoryId: string };

/** Reads a page of the videos that have a tag, or are of a category. */
export function fetchVideosOf(
  shared: Shared,
  sort: TagSort,
  cursor: string | null,
): Promise<AnsweredPage<Video>> {
  const query = { sort, ...(cursor !== null && { cursor }) };
  return 'tag' in shared
    ? api.call('tagVideos', { params: shared, query })
    : api.call('categoryVideos', { params: { id: shared.categoryId }, query });
}

/**
 * Categories by their names in the reader's language, those that are still chosen and the one that is kept; none when
 * they do not come.
 */
export async function readCategories(keptId = ''): Promise<{ id: string; name: string }[]> {
  const { items } = await api.call('categories').catch(() => ({ items: [] }));
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  const offered = items.filter(({ id, isRetired }) => !isRetired || id === keptId);
  return offered.map(({ id, names }) => ({ id, name: names[language] }));
}
