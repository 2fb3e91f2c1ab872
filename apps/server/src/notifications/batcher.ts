import type { EventCursor } from '@weireel/db';
import { Changes, type Change } from './changes.ts';
import type { StreamMessage } from './presenters.ts';

/** A reader that has not taken so many bytes gets no batch more, it is cut off; it resumes by its last id. */
const mostWaitingBytes = 1024 * 1024;

/** The connection of one stream. */
export interface StreamSink {
  /** Bytes that were written and that the reader has not taken. */
  waitingBytes(): number;
  /** Writes bytes, which others share: they are not to be changed. */
  write(bytes: Buffer): void;
  /** Breaks the connection off. */
  cut(): void;
}

/** A stream that reads with the others of its person. */
export interface BatchReader {
  /** Adds what it missed before it came, and the place in the log up to which that is everything. */
  missed(changes: readonly Change[], cursor: EventCursor): void;
  /** It has been told where it is and knows all that it missed: from now on it is written to. */
  begin(): void;
  /** It is gone. */
  leave(): void;
}

interface Reader {
  sink: StreamSink;
  /** What it alone has not been told; null once it is told what all the others are. */
  behind: Changes | null;
  hasBegun: boolean;
  /** The place that a client which leaves now comes back with. */
  cursor: EventCursor;
}

/**
 * What all streams of one person and language still have to say. Each changed thing is presented once and written to
 * all of them as the same bytes, however many they are.
 */
export class Batcher {
  private pending = new Changes();
  private readonly readers = new Set<Reader>();
  private isFlushing = false;
  private readonly present: (changes: Changes) => Promise<StreamMessage[]>;

  /** @param present tells the newest state of what changed; asked at most once at a time */
  constructor(present: (changes: Changes) => Promise<StreamMessage[]>) {
    this.present = present;
  }

  /** How many streams read. */
  get size(): number {
    return this.readers.size;
  }

  /** Takes a stream in. What changes from now on is kept for it until it begins. */
  join(sink: StreamSink): BatchReader {
    const reader: Reader = { sink, behind: new Changes(), hasBegun: false, cursor: '0-0' };
    this.readers.add(reader);
    return {
      missed: (changes, upTo) => {
        for (const change of changes) reader.behind?.add(change);
        reader.cursor = upTo;
      },
      begin: () => {
        reader.hasBegun = true;
      },
      leave: () => {
        this.readers.delete(reader);
      },
    };
  }

  /** Notes what changed; `cursor` is the place in the log behind the event that says so, absent for progress. */
  take(changes: readonly Change[], cursor?: EventCursor): void {
    for (const reader of this.readers) {
      if (cursor !== undefined) reader.cursor = cursor;
      if (!reader.hasBegun) for (const change of changes) reader.behind?.add(change);
    }
    for (const change of changes) this.pending.add(change);
  }

  /** Whether anything is to be told, or a stream waits to be told what the others are. */
  get hasNews(): boolean {
    if (this.isFlushing) return false;
    return (
      !this.pending.isEmpty() || [...this.readers].some(({ hasBegun, behind }) => hasBegun && behind !== null)
    );
  }

  /**
   * Writes what is to be told, and says how many messages that were, over all streams. Only the last message moves a client's place, so that a connection which breaks loses
   * none of them. When it cannot be presented, everything is kept for the next time.
   */
  async flush(): Promise<number> {
    if (this.isFlushing) return 0;
    // Until everything missed is known, a newer place in the log must not be told: a client that leaves with it
    // would never hear of the rest.
    const readers = [...this.readers].filter(({ hasBegun }) => hasBegun);
    const newcomers = readers.filter(({ behind }) => behind !== null);
    const changed = this.pending;
    const behind = new Changes();
    for (const reader of newcomers) if (reader.behind) behind.addAll(reader.behind);
    if (changed.isEmpty() && behind.isEmpty()) {
      for (const reader of newcomers) reader.behind = null;
      return 0;
    }
    this.isFlushing = true;
    this.pending = new Changes();
    const cursors = new Map(readers.map((reader) => [reader, reader.cursor]));
    try {
      // What newcomers missed does not concern those who have been here; of it, what changed now comes only once.
      const missed = await this.messagesOf(behind.without(changed));
      const news = await this.messagesOf(changed);
      const forOld = framesOf(news);
      const forNew = missed.length === 0 ? forOld : framesOf([...missed, ...news]);
      let written = 0;
      for (const reader of readers) {
        const frames = reader.behind === null ? forOld : forNew;
        reader.behind = null;
        if (!frames || !this.readers.has(reader)) continue;
        deliver(reader.sink, frames, cursors.get(reader));
        written += frames.count;
      }
      return written;
    } catch (error) {
      changed.addAll(this.pending);
      this.pending = changed;
      throw error;
    } finally {
      this.isFlushing = false;
    }
  }

  private async messagesOf(changes: Changes): Promise<string[]> {
    if (changes.isEmpty()) return [];
    const messages = await this.present(changes);
    return messages.map(({ name, data }) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}

/** Messages as they are sent; between the two goes the place in the log. */
interface Frames {
  /** How many messages. */
  count: number;
  before: Buffer;
  last: Buffer;
}

function framesOf(messages: readonly string[]): Frames | null {
  const last = messages.at(-1);
  if (last === undefined) return null;
  return {
    count: messages.length,
    before: Buffer.from(messages.slice(0, -1).join('')),
    last: Buffer.from(last),
  };
}

function deliver(sink: StreamSink, { before, last }: Frames, cursor = ''): void {
  if (sink.waitingBytes() > mostWaitingBytes) {
    sink.cut();
    return;
  }
  if (before.length > 0) sink.write(before);
  sink.write(Buffer.from(`id: ${cursor}\n`));
  sink.write(last);
}
