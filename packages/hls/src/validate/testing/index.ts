export { type EditionFiles, goodRungs, writeEdition } from './edition.ts';
export { change, serve } from './mutate.ts';
