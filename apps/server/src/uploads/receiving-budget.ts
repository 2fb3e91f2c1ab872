import { WeireelError } from '@weireel/contract';

/** Bounds of what parts on their way in may hold. */
export interface ReceivingLimits {
  /** Bytes that have arrived of unfinished parts, over all people. */
  totalBytes: number;
  /** Bytes of all parts that one person sends at once; more wait for those before them. */
  personBytes: number;
  /** Parts of one person that wait; more are refused. */
  waitingParts: number;
}

/** A part that is being received. */
export interface Holding {
  /** Counts bytes that have arrived; rejects no one at once, but may give a slow part up for others. */
  grow(bytes: number): void;
  /** Fires when this part is given up because others need the room. */
  readonly givenUp: AbortSignal;
  /** Gives everything back. */
  release(): void;
}

/** Below this age a part's rate says nothing. */
const youngMs = 5000;

interface Part {
  personId: string;
  reservedBytes: number;
  arrivedBytes: number;
  sinceMs: number;
  giveUp: AbortController;
}

/**
 * Bounds the memory of parts on their way in. Within a person's own share a part waits for its whole size before its
 * first byte is read, so it can always be received to its end. Over all people only what has arrived counts: a sender
 * who announces much and sends little keeps nobody out. When that is used up, the slowest part is given up.
 */
export class ReceivingBudget {
  private readonly parts = new Set<Part>();
  private readonly waiting = new Map<string, { bytes: number; go: () => void }[]>();
  private readonly limits: ReceivingLimits;
  private readonly now: () => number;

  constructor(limits: ReceivingLimits, now: () => number) {
    this.limits = limits;
    this.now = now;
  }

  /**
   * Waits until a person may send another part. One larger than the whole share takes all of it.
   *
   * @throws WeireelError `rate_limited` when too many of theirs wait already
   */
  async open(personId: string, partBytes: number): Promise<Holding> {
    const bytes = Math.min(partBytes, this.limits.personBytes);
    const queue = this.waiting.get(personId) ?? [];
    if (queue.length >= this.limits.waitingParts)
      throw new WeireelError('rate_limited', { retryAfterMs: 1000 });
    if (queue.length > 0 || this.reservedBy(personId) + bytes > this.limits.personBytes) {
      await new Promise<void>((go) => {
        queue.push({ bytes, go });
        this.waiting.set(personId, queue);
      });
    }
    const part: Part = {
      personId,
      reservedBytes: bytes,
      arrivedBytes: 0,
      sinceMs: this.now(),
      giveUp: new AbortController(),
    };
    this.parts.add(part);
    return {
      givenUp: part.giveUp.signal,
      grow: (more) => {
        part.arrivedBytes += more;
        this.makeRoom(part);
      },
      release: () => {
        this.parts.delete(part);
        this.wake(personId);
      },
    };
  }

  private reservedBy(personId: string): number {
    let bytes = 0;
    for (const part of this.parts) if (part.personId === personId) bytes += part.reservedBytes;
    return bytes;
  }

  private makeRoom(newcomer: Part): void {
    let held = 0;
    for (const part of this.parts) if (!part.giveUp.signal.aborted) held += part.arrivedBytes;
    while (held > this.limits.totalBytes) {
      const victim = this.slowest() ?? newcomer;
      held -= victim.arrivedBytes;
      victim.giveUp.abort();
      if (victim === newcomer) return;
    }
  }

  private slowest(): Part | null {
    const now = this.now();
    let found: { part: Part; rate: number } | null = null;
    for (const part of this.parts) {
      const ageMs = now - part.sinceMs;
      if (part.giveUp.signal.aborted || ageMs < youngMs) continue;
      const rate = part.arrivedBytes / ageMs;
      if (found === null || rate < found.rate) found = { part, rate };
    }
    return found?.part ?? null;
  }

  private wake(personId: string): void {
    const queue = this.waiting.get(personId);
    let free = this.limits.personBytes - this.reservedBy(personId);
    for (let next = queue?.[0]; next && next.bytes <= free; next = queue?.[0]) {
      queue?.shift();
      free -= next.bytes;
      next.go();
    }
    if (queue?.length === 0) this.waiting.delete(personId);
  }
}
