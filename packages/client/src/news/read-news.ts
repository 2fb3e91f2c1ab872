import type { StreamMessageName, Unread, Video } from '@weireel/contract';
import type { StreamMessage } from './sse-parser.ts';

/** News of what is mine: how a video is now, that it is gone, or how much of what I am told is unread. */
export type News =
  | {
      kind: 'unread';
      /** How many lines. */
      count: number;
    }
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
export function readNews({ name, data }: StreamMessage): News | null {
  // As: the server's own names; those of tomorrow match no case.
  switch (name as StreamMessageName) {
    case 'video':
      // As: the contract says what each message holds.
      return { kind: 'changed', video: JSON.parse(data) as Video };
    case 'video-deleted':
      // As above.
      return { kind: 'deleted', id: (JSON.parse(data) as { id: string }).id };
    case 'unread':
      // As above.
      return { kind: 'unread', count: (JSON.parse(data) as Unread).notifications };
    case 'upload':
      // Every upload belongs to a video, whose own messages say as much.
      return null;
    default:
      return null;
  }
}
