import type { Route } from '../route.ts';
import { IdParams, ListQuery, listOf } from '../scalars.ts';
import { playbackCalls } from './calls.ts';
import { HistorySettings, PositionBody, Watched } from './history.ts';

/** Calls about what somebody watches with the schemas of what they take and answer. */
export const playbackRoutes = {
  putPosition: {
    ...playbackCalls.putPosition,
    summary: 'How far I am in a video, to go on elsewhere; for now and then, not for each second',
    params: IdParams,
    body: PositionBody,
    answer: HistorySettings,
  },
  history: {
    ...playbackCalls.history,
    summary: 'What I have watched, the latest first',
    query: ListQuery,
    answer: listOf(Watched),
  },
  clearHistory: { ...playbackCalls.clearHistory, summary: 'Forgets all that I have watched' },
  forgetWatched: {
    ...playbackCalls.forgetWatched,
    summary: 'Forgets that I have watched a video',
    params: IdParams,
  },
  historySettings: {
    ...playbackCalls.historySettings,
    summary: 'Whether what I watch is kept',
    answer: HistorySettings,
  },
  putHistorySettings: {
    ...playbackCalls.putHistorySettings,
    summary: 'Says whether what I watch is kept from now on',
    body: HistorySettings,
    answer: HistorySettings,
  },
} as const satisfies Record<string, Route>;
