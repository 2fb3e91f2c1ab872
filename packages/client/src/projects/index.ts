export { createEditQueue } from './edit-queue.ts';
export type { Batch, KeptQueue, Landed } from './edit-queue.ts';
export { createEditSaving } from './edit-saving.ts';
export type { Conflict, EditSaving, EditSavingOptions } from './edit-saving.ts';
export { createFilms } from './films.ts';
export type { Films } from './films.ts';
export { createFrames } from './frames.ts';
export type { Frames } from './frames.ts';
export { createKeptDrafts } from './kept-drafts.ts';
export type { KeptDraft, KeptDrafts } from './kept-drafts.ts';
export { createPreviewing } from './previewing.ts';
export type { ExactPreview, Previewing } from './previewing.ts';
export { createProjectSaving } from './project-saving.ts';
export type {
  ProjectSaving,
  ProjectSavingNews,
  ProjectSavingOptions,
  ProjectSavingState,
} from './project-saving.ts';
export { entriesOf, fillingOf, fitsSlot, latestStart, secondsNeeded } from './template-entries.ts';
export type { SlotEntry } from './template-entries.ts';
export { templateProblems } from './template-problems.ts';
export type { SlotProblem } from './template-problems.ts';
