import type { StyledRun } from '@weireel/edit';

/** How text looks. */
export type TextStyle = StyledRun['look'];
