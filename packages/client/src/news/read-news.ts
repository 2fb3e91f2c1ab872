import type { StreamMessageName, Video } from '@weireel/contract';
import type { StreamMessage } from './sse-parser.ts';

/** News of one of my videos: how it is now, or that it is gone. */
export type VideoNews =
  | {
      kind: 'changed';
      /** The whole video, as it is now. */
      video: Video;
    }
  | {
      kind: 'deleted';
      /** Id of the video that was. */
      id: string;
    };

/** The news in a message of `GET /me/events`; null: it is about something else, or of a kind that is not known yet. */
export function readNews({ name, data }: StreamMessage): VideoNews | null {
  // As: the server's own names; those of tomorrow match no case.
  switch (name as StreamMessageName) {
    case 'video':
      // As: the contract says what each message holds.
      return { kind: 'changed', video: JSON.parse(data) as Video };
    case 'video-deleted':
      // As above.
      return { kind: 'deleted', id: (JSON.parse(data) as { id: string }).id };
    case 'upload':
      // Every upload belongs to a video, whose own messages say as much.
      return null;
    default:
      return null;
  }
}
