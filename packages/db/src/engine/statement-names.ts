import { createHash } from 'node:crypto';

/** Decides which statements the database keeps its plan of, and what they are called there. */
export interface StatementNames {
  /** The name of a statement; null: it is not worth one. */
  nameOf(text: string): string | null;
  /** Gives all statements other names, because those that the database knows are out of date. */
  renew(): void;
}

/** A statement that is sent this often comes again. */
const seenOften = 5;
/** Plans take the database some tens of kilobytes each, on every connection. */
const mostNames = 100;
/** Statements that are counted. Their texts vary with the length of lists, so some are never seen again. */
const mostCounted = 1000;

/** No statement has a name yet. */
export function createStatementNames(): StatementNames {
  let seen = new Map<string, number>();
  let names = new Map<string, string>();
  let generation = 0;
  return {
    nameOf(text) {
      const known = names.get(text);
      if (known !== undefined) return known;
      if (names.size >= mostNames) return null;
      const times = (seen.get(text) ?? 0) + 1;
      if (times < seenOften) {
        if (seen.size >= mostCounted) seen = new Map();
        seen.set(text, times);
        return null;
      }
      seen.delete(text);
      const name = `w${generation}_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
      names.set(text, name);
      return name;
    },
    renew() {
      generation += 1;
      names = new Map();
    },
  };
}
