/** Most people that one text may mention; further signs are plain text. */
export const mostMentions = 10;

const longestName = 40;
const sign = /@([^\n@]{1,40})/gu;

/** A person who may be meant. */
export interface Mentionable {
  /** The person's id. */
  id: string;
  /** Shown name; several people may have the same. */
  nickname: string;
  /** Whether the writer has to do with them: follows them, answers them, or is below their video. */
  isNear: boolean;
}

/** A person who is meant, as they were called when it was written. */
export interface Mention {
  /** The person's id. */
  id: string;
  /** What stands behind the sign. */
  nickname: string;
}

/**
 * What may be names behind the `@` of a text: for each sign the beginnings of what follows, the longest first, since
 * names hold spaces, and Chinese puts none behind them.
 */
export function namesIn(text: string): string[][] {
  return [...text.matchAll(sign)].slice(0, mostMentions).map(([, behind = '']) => {
    const letters = [...behind].slice(0, longestName);
    const beginnings = letters.map((_, n) => letters.slice(0, letters.length - n).join(''));
    return beginnings.filter((name) => name.trim() === name);
  });
}

/**
 * Who a text means: behind each sign the longest name that somebody has. Of several people with one name it is the one
 * whom the writer has to do with; when that tells nothing, nobody is meant: a stranger must not be called in by chance.
 */
export function resolveMentions(text: string, people: readonly Mentionable[]): Mention[] {
  const meant = new Map<string, Mention>();
  for (const names of namesIn(text)) {
    const name = names.find((candidate) => people.some(({ nickname }) => nickname === candidate));
    const bearers = people.filter(({ nickname }) => nickname === name);
    const near = bearers.filter(({ isNear }) => isNear);
    const [person, ...others] = bearers.length > 1 ? near : bearers;
    if (person && others.length === 0) meant.set(person.id, { id: person.id, nickname: person.nickname });
  }
  return [...meant.values()];
}
