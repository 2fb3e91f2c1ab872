/** Characters of a channel's handle, and how many channels one person may own. */
export const channelLimits = { handle: { min: 2, max: 32 }, owned: 20 } as const;
