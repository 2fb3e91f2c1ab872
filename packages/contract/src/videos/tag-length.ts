/** Most characters of a tag, as JavaScript counts them. */
export const tagLength = 30;
