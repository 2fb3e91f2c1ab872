import { reportingEn } from '@weireel/client';
import type { reports as chinese } from '../zh-cn/reports.ts';

/** What is said where something is reported, and where somebody decides about it. */
export const reports: typeof chinese = {
  reports: {
    ...reportingEn.reports,
    title: 'Report',
    list: 'Reports',
    listText: 'A decision closes all reports about the same thing.',
    open: 'Open',
    decided: 'Decided',
    failed: 'The reports did not load',
    emptyTitle: 'No reports',
    emptyText: 'When somebody reports a video, a comment, danmaku or a person, it appears here.',
    many: '{n} people report it',
    people: 'By {owner} · reported by {reporter}',
    look: 'Look',
    dismiss: 'Nothing to do',
    resolve: 'Dealt with',
    resolved: 'Marked as dealt with',
    dismissed: 'Marked as nothing to do',
    resolvedBy: 'Dealt with by {name}',
    dismissedBy: 'Nothing to do, says {name}',
  },
  reasons: reportingEn.reasons,
};
