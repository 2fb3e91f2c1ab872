import type { Report } from '@weireel/contract';
import { watch, type Ref } from 'vue';
import { api } from '../api/api.ts';
import { usePages } from '../shell/use-pages.ts';

/** Reports that wait, or about which somebody has decided, page by page. */
export function useReports(state: Ref<'open' | 'decided'>) {
  const pages = usePages<Report>((query) => api.call('reports', { query: { ...query, state: state.value } }));
  watch(state, pages.restart);

  /** Decides about what a report is about, and takes all about the same out of the list. */
  async function decide({ id, subject }: Report, decision: 'resolved' | 'dismissed'): Promise<void> {
    await api.call('decideReport', { params: { id }, body: { decision } });
    pages.keep((one) => one.subject.kind !== subject.kind || one.subject.id !== subject.id);
  }

  return { pages, decide };
}
