/** Films of one batch. */
export const mostRowsOfBatch = 50;
