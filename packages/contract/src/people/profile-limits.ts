/** How long what people say of themselves may be, in characters, and how many videos they show first. */
export const profileLimits = { nickname: 40, bio: 300, badge: 20, pinned: 3 } as const;
