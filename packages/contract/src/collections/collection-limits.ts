/** How much a collection holds and says, and how many of them a person may have. */
export const collectionLimits = {
  /** Collections of one person. */
  ofPerson: 200,
  /** Videos in one collection. */
  items: 300,
  /** Characters of its description, as JavaScript counts them. */
  descriptionLength: 2000,
} as const;
