/** What the feed may ask of the video that is shown. */
export interface FeedCard {
  /** Plays or pauses. */
  toggle(): void;
  /** Moves the position by so many milliseconds. */
  seekBy(ms: number): void;
}
