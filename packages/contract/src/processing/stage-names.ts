/** Steps of the pipeline, in the order in which people meet them. */
export const stageNames = [
  'upload',
  'probe',
  'first_playable',
  'poster',
  'ladder',
  'progressive',
  'derived',
] as const;
