import type { ChannelPart } from '@weireel/catalogue';
import type { UserRow } from '@weireel/db/people';

/** Whom a token stands for. */
export interface KnownSession {
  /** Who it is, as far as every call needs it. */
  user: Pick<UserRow, 'id' | 'roles' | 'nickname' | 'state' | 'second_factor_at'> & {
    /** What they are in the channels that they belong to. */
    channels: readonly ChannelPart[];
  };
  /** Whether it is past its time. */
  expired: boolean;
}

/** Whom tokens stand for, found once for the many calls that a program makes in a row. */
export interface SessionMemory {
  /** The session of a token, by its hash; null: there is none. */
  find(tokenHash: string): Promise<KnownSession | null>;
  /** Forgets a session: it has ended. */
  forgetSession(tokenHash: string): void;
  /** Forgets the sessions of a person: some have ended, or they may do more or less, or have another name. */
  forgetPerson(userId: string): void;
  /** Forgets everything: something may have changed that was not heard of. */
  forgetAll(): void;
}

/** How long an answer lives when nobody says that it has changed, because the connection that tells so is broken. */
const keptMs = 10_000;
/** Sessions that are remembered, some hundred bytes each. */
const capacity = 10_000;

/**
 * An empty memory. Only sessions that are good are remembered: a refusal must not outlive its reason. What was asked
 * before something changed is answered, but not remembered.
 *
 * @param ask looks it up
 * @param elapsedMs a clock that never jumps
 */
export function createSessionMemory(
  ask: (tokenHash: string) => Promise<KnownSession | null>,
  elapsedMs: () => number,
): SessionMemory {
  // In the order in which they were found, and so in that in which they are too old.
  const sessions = new Map<string, { known: KnownSession; untilMs: number }>();
  let changes = 0;

  const remember = (tokenHash: string, known: KnownSession): void => {
    sessions.delete(tokenHash);
    sessions.set(tokenHash, { known, untilMs: elapsedMs() + keptMs });
    for (const [oldest, { untilMs }] of sessions) {
      if (sessions.size <= capacity && untilMs > elapsedMs()) break;
      sessions.delete(oldest);
    }
  };

  return {
    async find(tokenHash) {
      const remembered = sessions.get(tokenHash);
      if (remembered && remembered.untilMs > elapsedMs()) return remembered.known;
      const before = changes;
      const found = await ask(tokenHash);
      if (found === null) return null;
      const { id, roles, nickname, state, second_factor_at, channels } = found.user;
      const user = { id, roles, nickname, state, second_factor_at, channels };
      const known = { user, expired: found.expired };
      const isGood = !known.expired && state === 'active';
      if (isGood && changes === before) remember(tokenHash, known);
      return known;
    },
    forgetSession(tokenHash) {
      changes += 1;
      sessions.delete(tokenHash);
    },
    forgetPerson(userId) {
      changes += 1;
      for (const [tokenHash, { known }] of sessions) {
        if (known.user.id === userId) sessions.delete(tokenHash);
      }
    },
    forgetAll() {
      changes += 1;
      sessions.clear();
    },
  };
}
