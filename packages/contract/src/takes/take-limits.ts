/** What may be joined. */
export const takeLimits = {
  /** How many takes; one alone, where nobody knew that no other would follow. */
  count: { min: 1, max: 30 },
  /** How long they may be together, in milliseconds. */
  longestMs: 300_000,
  /** So much more is let pass, in milliseconds: cameras end a little after they are told to. */
  toleranceMs: 1000,
} as const;
