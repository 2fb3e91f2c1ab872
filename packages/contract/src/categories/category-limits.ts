/** Characters of a category's name, as JavaScript counts them. */
export const categoryNameLength = { min: 1, max: 30 } as const;

/** Categories of an installation, those that are not chosen any more among them. */
export const mostCategories = 100;
