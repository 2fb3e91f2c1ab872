/** Characters of a comment. */
export const commentLength = { min: 1, max: 500 } as const;
