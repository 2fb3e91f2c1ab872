import type { BlobStore } from '@weireel/blob';
import type { Database } from '@weireel/db';
import type { FfmpegPrograms } from '@weireel/ffmpeg';
import type { MailServer } from '@weireel/mail';
import type { MediaLimits } from '@weireel/media';
import type { FairPlaces } from './machine/fair-places.ts';
import type { MemoryGate } from './machine/memory-gate.ts';
import type { WorkFolders } from './machine/work-folder.ts';
import type { SpeechEngine } from './speech/ask-engine.ts';

/** What every job works with. */
export interface WorkerContext {
  /** Typed queries. */
  db: Database;
  /** Media bytes. */
  blobs: BlobStore;
  /** FFmpeg. */
  programs: FfmpegPrograms;
  /** Folders for attempts. */
  folders: WorkFolders;
  /** Lets encoders run at once as far as memory reaches. */
  memory: MemoryGate;
  /** Shares out the places where first renditions are encoded. */
  firsts: FairPlaces;
  /** Who writes down speech; null: nobody does. */
  speech: SpeechEngine | null;
  /** By whom mail goes out, and the address that links in it begin with; null: it goes nowhere. */
  mail: { server: MailServer; publicUrl: string } | null;
  /** What is accepted. */
  mediaLimits: MediaLimits;
  /** x264 threads per rendition when several jobs share the machine; null: the encoder decides. */
  encoderThreads: number | null;
  /** How often an edition is checked after it was made, and where findings go. */
  checks: {
    /** Share of editions, 0 to 1. */
    share: number;
    /** A number from 0 to below 1. */
    random: () => number;
    /** Writes a line of the log. */
    log: (level: 'info' | 'error', message: string, facts: object) => void;
  };
}
