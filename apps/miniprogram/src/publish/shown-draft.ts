import { adviceFor, describeUpload, isActive, roughTime, troubleOf, type DraftState } from '@weireel/client';
import { say, words } from '../language/language.ts';
import { sentenceOf } from '../shell/tell-trouble.ts';

/** A draft as a view shows it. */
export type ShownDraft = ReturnType<typeof draftOf>;

/** Puts a draft into what a view shows. */
export function draftOf(one: DraftState) {
  const { draft, upload } = one;
  return {
    ...{ id: draft.id, title: draft.title, isWanted: draft.isWanted, isLost: one.isLost },
    ...said(one),
    // No finer than the bar is drawn; -1: there is none.
    percent: upload === null || upload.failure !== null ? -1 : Math.round(upload.progress * 100),
    mayPause: upload !== null && (upload.state === 'queued' || isActive(upload.state)),
    mayResume: upload?.state === 'paused' || mayTryAgain(one),
  };
}

function mayTryAgain({ upload, error }: DraftState): boolean {
  if (upload?.failure != null) return adviceFor(upload.failure.code).isRetryable;
  return error !== null;
}

/** What is said of a draft, and what to do about it. */
function said({ draft, upload, isLost, error }: DraftState): {
  sentence: string;
  advice: string;
  isBad: boolean;
} {
  const { publish } = words();
  if (isLost) return { sentence: publish.lost, advice: publish.lostText, isBad: true };
  if (upload?.failure != null) {
    const { title, detail, code } = upload.failure;
    return { sentence: title, advice: detail ?? say(adviceFor(code).key), isBad: true };
  }
  if (error !== null) {
    return { sentence: sentenceOf(error), advice: say(adviceFor(troubleOf(error).code).key), isBad: true };
  }
  const advice = draft.isWanted ? '' : publish.notYet;
  if (upload === null) return { sentence: words().upload.state.queued, advice, isBad: false };
  const { key, figures, speed } = describeUpload(upload, (done, total) => say('upload.of', { done, total }));
  const rough = upload.remainingMs === null ? null : roughTime(upload.remainingMs);
  const parts = [
    ...[say(key), ...figures],
    ...(speed === null ? [] : [say('upload.speed', { speed })]),
    ...(rough === null
      ? []
      : [say('pipeline.remaining', { time: say(`time.${rough.key}`, { n: rough.n }) })]),
  ];
  return { sentence: parts.join(' · '), advice, isBad: false };
}
