import { community } from './community.ts';
import { feed } from './feed.ts';
import { shell } from './shell.ts';
import { playback } from './playback.ts';

/** What the first page, the feed, says: the words that come with the first bytes. */
export const firstWords = { ...shell, ...community, ...feed, ...playback };
