/** Characters of a title, as JavaScript counts them. */
export const titleLength = { min: 1, max: 100 } as const;
