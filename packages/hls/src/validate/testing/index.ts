export { type EditionFiles, goodRungs, segmentsOf, writeEdition } from './edition.ts';
export { change, serve } from './mutate.ts';
