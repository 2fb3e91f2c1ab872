import type { Avoidance } from '@weireel/contract';
import { api } from '../api/api.ts';

/** Calls that end not meeting somebody, by why one does not. */
const ends = { blocked: 'unblockUser', muted: 'unmuteUser', hidden: 'showAuthor' } as const; // as: names of calls

/** Meets a person again. Rejects as the call does. */
export async function meetAgain(kind: Avoidance, id: string): Promise<void> {
  await api.call(ends[kind], { params: { id } });
}
