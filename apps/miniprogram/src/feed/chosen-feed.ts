import { startingFeed } from '@weireel/client';
import type { FeedKind } from '@weireel/contract';
import { memory } from '../memory.ts';

const key = 'weireel.feed';

/** The feed to begin with, as this phone remembers it. */
export const rememberedFeed = (): FeedKind => startingFeed(memory.read(key));

/** Remembers which feed is watched. */
export const rememberFeed = (kind: FeedKind): void => memory.write(key, kind);
