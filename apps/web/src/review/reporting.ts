import type { ReportSubject } from '@weireel/contract';
import { shallowReadonly, shallowRef } from 'vue';

/** Something that somebody may report. */
export interface Reportable {
  /** What it is. */
  subject: ReportSubject;
  /** Its words, title or name. */
  name: string;
}

const state = shallowRef<readonly Reportable[]>([]);

/** What is being reported, one of these; empty: nothing. */
export const reportables = shallowReadonly(state);

/** Asks why something is reported, and which when it may be one of several. */
export function openReport(things: readonly Reportable[]): void {
  state.value = things;
}

/** Asks no longer. */
export function closeReport(): void {
  state.value = [];
}
