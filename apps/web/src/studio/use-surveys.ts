import type { Survey, SurveyState } from '@weireel/contract';
import { readHeard, type HeardSound } from '@weireel/edit/editing';
import { inject, onBeforeUnmount, shallowReactive, type InjectionKey } from 'vue';
import { askAgain } from '@weireel/client';
import { api } from '../api/api.ts';
import { browserClock as clock } from '../api/browser-clock.ts';

/** How often it is asked whether a survey is made, and for how long. */
const [pause, patienceMs] = [{ firstMs: 1500, longestMs: 1500 }, 30 * 60_000];

/** What was found in a source. */
export interface FoundInSource {
  /** As the server tells it. */
  survey: Survey;
  /** Its sound, step by step; null: it has none. */
  heard: HeardSound | null;
}

/** How far the survey of a source is. */
export type SurveyLook = { state: 'making' } | { state: 'failed' } | { state: 'ready'; found: FoundInSource };

/** What was found in sources: each is asked for once, when something of it is shown first. */
export function useSurveys() {
  const looks = shallowReactive(new Map<string, SurveyLook>());
  const leaving = new AbortController();
  onBeforeUnmount(() => leaving.abort());

  /** How far that of an asset is, which is asked for unless it was. */
  function lookAt(assetId: string): SurveyLook {
    const known = looks.get(assetId);
    if (known !== undefined) return known;
    const look: SurveyLook = { state: 'making' };
    // Whoever draws asks: what is drawn must not change by that.
    queueMicrotask(() => {
      if (looks.has(assetId)) return;
      looks.set(assetId, look);
      void follow(assetId);
    });
    return look;
  }

  async function follow(assetId: string): Promise<void> {
    const call = { params: { id: assetId }, signal: leaving.signal };
    try {
      const answer = await askAgain<SurveyState>(await api.call('surveyAsset', call), {
        ...{ clock, signal: leaving.signal, pause, patienceMs },
        isOpen: ({ state }) => state === 'making',
        ask: () => api.call('assetSurvey', call),
      });
      looks.set(assetId, lookOf(answer));
    } catch {
      // What is drawn beside a clip is not worth a message: whoever wants to cut by it is told that it is not there.
      looks.set(assetId, { state: 'failed' });
    }
  }

  return { lookAt };
}

function lookOf({ survey }: SurveyState): SurveyLook {
  if (survey === null) return { state: 'failed' };
  const heard = survey.sound === null ? null : readHeard(survey.sound);
  return { state: 'ready', found: { survey, heard } };
}

/** What was found in sources. */
export type Surveys = ReturnType<typeof useSurveys>;

const key: InjectionKey<Surveys> = Symbol('surveys');
/** What the parts of the room get them by. */
export const surveysKey = key;

/** The surveys that the room of the editor has. */
export function useSurveysOfRoom(): Surveys {
  const surveys = inject(key);
  if (surveys === undefined) throw new Error('there are no surveys outside of a room');
  return surveys;
}
