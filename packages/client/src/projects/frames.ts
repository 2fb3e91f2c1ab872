import type { ProjectFrame } from '@weireel/contract';
import type { Api } from '../api.ts';
import type { Clock, NewAbort } from '../upload/ports.ts';

/** After a refusal, the server is left alone for so long. */
const restMs = 1500;

/** What asking for single pictures needs. */
export interface FramesOptions {
  /** Makes the calls. */
  api: Api;
  /** Of which project. */
  projectId: string;
  /** A picture came; a later one may have been wanted meanwhile. */
  onFrame: (frame: ProjectFrame, atMs: number) => void;
  /** Time. */
  clock: Clock;
  /** Makes what ends a wait. */
  newAbort: NewAbort;
}

/** What asks for single pictures. */
export type Frames = ReturnType<typeof createFrames>;

/** Single pictures of a project, one call at a time: while a finger moves, only the last wish counts. */
export function createFrames({ api, projectId, onFrame, clock, newAbort }: FramesOptions) {
  let wanted: number | null = null;
  let isAsking = false;
  const end = newAbort();

  async function run(): Promise<void> {
    isAsking = true;
    while (wanted !== null && !end.signal.aborted) {
      const atMs = wanted;
      wanted = null;
      try {
        const frame = await api.call('projectFrame', { params: { id: projectId }, query: { atMs } });
        if (!end.signal.aborted) onFrame(frame, atMs);
      } catch {
        // The picture that is there stays; whoever moves on asks again.
        await clock.sleep(restMs, end.signal);
      }
    }
    isAsking = false;
  }

  return {
    /** Wishes the picture at a time. */
    wish(atMs: number): void {
      wanted = Math.max(0, Math.round(atMs));
      if (!isAsking) void run();
    },
    /** Wishes none any more. */
    forget(): void {
      wanted = null;
    },
    /** Ends it. */
    end: () => end.abort(),
  };
}
