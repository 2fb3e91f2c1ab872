import type { Playback } from '@weireel/contract';
import type { BufferRole } from '../player/buffer-role.ts';
import type { SourceListener, SourceMedia } from '../player/video-source.ts';

/** A media element that stands and plays as a test says. */
export interface FakeMedia extends SourceMedia {
  /** What happened to it, in order. */
  readonly done: string[];
  /** What it is doing; a test changes it. */
  now: { isPaused: boolean; hasEnded: boolean; positionSeconds: number | null };
  /** What is attached tells something. */
  tell(act: (listener: SourceListener) => void): void;
}

/** An element that stands still at its beginning. */
export function createFakeMedia(): FakeMedia {
  const done: string[] = [];
  const now: FakeMedia['now'] = { isPaused: true, hasEnded: false, positionSeconds: null };
  let attached: SourceListener | null = null;

  return {
    done,
    now,
    tell(act) {
      if (attached === null) throw new Error('nothing is attached');
      act(attached);
    },
    positionSeconds: () => now.positionSeconds,
    isPaused: () => now.isPaused,
    hasEnded: () => now.hasEnded,
    attach({ hlsUrl }: Playback, { role, seconds }: { role: BufferRole; seconds: number }, listener) {
      attached = listener;
      Object.assign(now, { positionSeconds: null, hasEnded: false });
      done.push(`attach ${hlsUrl} to ${role} from ${seconds}`);
      return {
        setRole: (next) => done.push(`role ${next}`),
        setQuality: (index) => done.push(`quality ${index}`),
        destroy: () => {
          attached = null;
          done.push('destroy');
        },
      };
    },
  };
}
