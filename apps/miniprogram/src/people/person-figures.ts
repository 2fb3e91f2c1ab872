import { fillMessage, formatCount } from '@weireel/client';
import type { User } from '@weireel/contract';
import { currentLanguage, words } from '../language/language.ts';

/** How many videos, followers and followed people somebody has, as their page says it. */
export function personFigures({ videos, followers, following }: User['counts']) {
  const { people } = words();
  const say = (text: string, n: number) => fillMessage(text, { n: formatCount(n, currentLanguage()) });
  return {
    videos: say(people.videos, videos),
    followers: say(people.count.followers, followers),
    following: say(people.count.following, following),
  };
}
