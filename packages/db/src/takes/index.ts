export { countTakes, findTakes, insertTakes, listLeftTakes } from './takes.ts';
export type { TakesRow } from './tables.ts';
