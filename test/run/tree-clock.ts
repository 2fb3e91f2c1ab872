import type { ProcessRow } from './read-processes.ts';

/** A process of the tree as it was seen last. */
interface Seen extends ProcessRow {
  /** The one that belongs below, in the form of `nameOf`; null: it has left the tree. */
  parent: string | null;
  /** Id of the child of the tree's root below which it began; the root's own for the root. */
  branch: number;
}

/** How much a branch had taken at a moment. */
interface Reading {
  atMs: number;
  seconds: number;
}

/**
 * The processor time of a tree of processes, and of each branch of it, as time goes by.
 *
 * The kernel adds the time of a process to that of its parent when it is waited for. What nobody waits for is lost to
 * it, as are most processes of a browser, whose first one ends before them: of these the time counts that was seen last.
 */
export class TreeClock {
  readonly #rootId: number;
  readonly #read: () => ProcessRow[];
  readonly #readings = new Map<number, Reading[]>();
  readonly #lost = new Map<number, number>();
  #seen = new Map<string, Seen>();

  /** @param read gives all processes of the system; few of them belong to the tree */
  constructor(rootId: number, read: () => ProcessRow[]) {
    this.#rootId = rootId;
    this.#read = read;
  }

  /** Looks at all processes; what takes place between two looks is known as far as somebody waited for it. */
  look(atMs: number): void {
    const now = this.#membersOf(this.#read());
    this.#noteLost(now);
    this.#seen = now;
    const sums = new Map(this.#lost);
    for (const { branch, ownSeconds, waitedSeconds } of now.values())
      sums.set(branch, (sums.get(branch) ?? 0) + ownSeconds + waitedSeconds);
    for (const [branch, seconds] of sums) {
      const readings = this.#readings.get(branch) ?? [];
      this.#readings.set(branch, readings);
      // A branch that has ended is the root's, which waited for it; what it had taken stays known.
      readings.push({ atMs, seconds: Math.max(seconds, readings.at(-1)?.seconds ?? 0) });
    }
  }

  /** Processor time of the whole tree since it began, in seconds; 0 when nothing is known. */
  totalSeconds(): number {
    const living = [...this.#seen.values()].map((one) => one.ownSeconds + one.waitedSeconds);
    return [...living, ...this.#lost.values()].reduce((sum, seconds) => sum + seconds, 0);
  }

  /** Processor time of a branch between two moments, in seconds; undefined when it was never seen. */
  secondsBetween(branch: number, fromMs: number, untilMs: number): number | undefined {
    const readings = this.#readings.get(branch);
    return readings && secondsAt(readings, untilMs) - secondsAt(readings, fromMs);
  }

  /** Who belongs to the tree: what is below its root, and what was and has left it, with all below that. */
  #membersOf(rows: readonly ProcessRow[]): Map<string, Seen> {
    const byId = new Map(rows.map((row) => [row.id, row]));
    const members = new Map<string, Seen>();
    const find = (row: ProcessRow): Seen | null => {
      const known = members.get(nameOf(row));
      if (known !== undefined) return known;
      const isRoot = row.id === this.#rootId;
      const above = isRoot ? undefined : byId.get(row.parentId);
      const parent = above === undefined || above.id === row.id ? null : find(above);
      const below = parent && (parent.id === this.#rootId ? row.id : parent.branch);
      const branch = isRoot ? row.id : (below ?? this.#seen.get(nameOf(row))?.branch);
      if (branch === undefined) return null;
      const found = { ...row, branch, parent: parent && nameOf(parent) };
      members.set(nameOf(row), found);
      return found;
    };
    rows.forEach(find);
    return members;
  }

  /** Keeps the time of those that are gone and were added to nobody's. */
  #noteLost(now: ReadonlyMap<string, Seen>): void {
    const gone = new Map<string | null, Seen[]>();
    for (const [name, one] of this.#seen) {
      if (now.has(name)) continue;
      let heir = one.parent;
      while (heir !== null && !now.has(heir)) heir = this.#seen.get(heir)?.parent ?? null;
      gone.set(heir, [...(gone.get(heir) ?? []), one]);
    }
    for (const [heir, members] of gone) {
      const before = heir === null ? undefined : this.#seen.get(heir);
      const after = heir === null ? undefined : now.get(heir);
      let added = before && after ? after.waitedSeconds - before.waitedSeconds : 0;
      for (const { branch, ownSeconds, waitedSeconds } of members) {
        const seconds = ownSeconds + waitedSeconds;
        this.#lost.set(branch, (this.#lost.get(branch) ?? 0) + Math.max(0, seconds - added));
        added = Math.max(0, added - seconds);
      }
    }
  }
}

function nameOf({ id, startedAt }: ProcessRow): string {
  return `${id} ${startedAt}`;
}

/** Between two readings it is as if time had been taken evenly. */
function secondsAt(readings: readonly Reading[], atMs: number): number {
  const next = readings.findIndex((reading) => reading.atMs >= atMs);
  const [before, after] = [readings[next - 1], readings[next]];
  if (after === undefined) return readings.at(-1)?.seconds ?? 0;
  if (before === undefined) return atMs < after.atMs ? 0 : after.seconds;
  const share = (atMs - before.atMs) / (after.atMs - before.atMs);
  return before.seconds + share * (after.seconds - before.seconds);
}
