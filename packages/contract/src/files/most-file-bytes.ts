/** Most bytes of a picture of one's own: a camera's is seldom larger. */
export const mostFileBytes = 12 * 1024 * 1024;
