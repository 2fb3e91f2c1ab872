import { pagePaths } from '@weireel/contract';

/** Where feed readers find the latest videos. */
export const latestFeedPath = '/rss.xml';

/** Where programs ask how to show a page's video in a page of theirs (oEmbed). */
export const oembedPath = '/oembed';

/** Address of a person's page, below the installation's own. */
export function personPath(userId: string): string {
  return pagePaths.person.replace(':id', userId);
}

/** Where feed readers find a person's videos. */
export function personFeedPath(userId: string): string {
  return `${personPath(userId)}/rss.xml`;
}

/** Where a video plays in a frame of somebody else's page. */
export function embedPath(videoId: string): string {
  return `/embed/${videoId}`;
}
