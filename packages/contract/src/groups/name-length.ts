/** Characters of a group's name. */
export const groupNameLength = { min: 1, max: 60 } as const;
