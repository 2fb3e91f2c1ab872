/** Over which video somebody is about to say something, and at which of its moments in milliseconds. */
export interface Saying {
  /** The video; empty: nobody says anything. */
  videoId: string;
  /** The moment. */
  atMs: number;
}

/** Nobody says anything. */
export const noSaying: Saying = { videoId: '', atMs: 0 };
