/** Most bytes of a file of one's own: a camera's picture is seldom larger, and no table of colours that we take is. */
export const mostFileBytes = 12 * 1024 * 1024;
