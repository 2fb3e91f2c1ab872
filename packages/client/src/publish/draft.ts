import type { Visibility } from '@weireel/contract';
import type { TextMemory } from '../player/text-memory.ts';

/** What somebody says about a video before it is one. */
export interface DraftWords {
  /** Its title. */
  title: string;
  /** Its tags. */
  tags: string[];
  /** Its category; null: none. Absent: it was said by a version that knew of none. */
  categoryId?: string | null;
  /** The channel that it is published as; null: oneself. Absent: it was said by a version that knew of none. */
  channelId?: string | null;
  /** Who may see it. */
  visibility: Visibility;
  /** The moment of its cover in milliseconds; null: the server chooses. */
  coverTimeMs: number | null;
}

/** A file on its way to be a video. */
export interface Draft extends DraftWords {
  /** Names it on this device. */
  id: string;
  /** Where the device keeps the file. */
  path: string;
  /** Name under which it is uploaded; no other file of this device has it. */
  fileName: string;
  /** Tells the file from others, when it has to be chosen again. */
  fingerprint: string;
  /** How long it is in milliseconds, as the device says. */
  durationMs: number;
  /** Whether the person said «publish». */
  isWanted: boolean;
  /** The server's id of its upload; null until it is known. */
  uploadId: string | null;
  /** The asset that it becomes; null until it is known. */
  assetId: string | null;
  /** Whether a video was made of it. */
  isMade: boolean;
  /** That video; null: none yet, or it was made and its answer was lost. */
  videoId: string | null;
}

const key = 'weireel.drafts';

/** The drafts that a device remembers; what is damaged is left out. */
export function readDrafts(memory: TextMemory): Draft[] {
  try {
    const known: unknown = JSON.parse(memory.read(key) ?? '[]');
    return Array.isArray(known) ? known.filter(isDraft) : [];
  } catch {
    // Written by something else.
    return [];
  }
}

/** Remembers drafts; none: nothing is left behind. */
export function writeDrafts(memory: TextMemory, drafts: readonly Draft[]): void {
  memory.write(key, drafts.length === 0 ? null : JSON.stringify(drafts));
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  // As: an object has members, whatever they are.
  const { id, path, fileName, fingerprint, title, tags } = value as Record<string, unknown>;
  return (
    [id, path, fileName, fingerprint, title].every((text) => typeof text === 'string') && Array.isArray(tags)
  );
}
