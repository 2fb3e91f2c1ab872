import { describeUpload, formatClock, type TakeState } from '@weireel/client';
import { say, words } from '../language/language.ts';

/** A take as a view shows it. */
export type ShownTake = ReturnType<typeof shownTake>;

/** Puts a take into what a view shows. */
export function shownTake(one: TakeState, index: number) {
  const { take } = one;
  return {
    ...{ id: take.fileName, name: say('takes.name', { n: index + 1 }), length: formatClock(take.durationMs) },
    ...said(one),
  };
}

function said({ upload, hasArrived, isLost }: TakeState): { sentence: string; isBad: boolean } {
  const { takes, upload: uploading } = words();
  if (isLost) return { sentence: takes.lost, isBad: true };
  if (hasArrived) return { sentence: takes.arrived, isBad: false };
  if (upload === null) return { sentence: uploading.state.queued, isBad: false };
  if (upload.failure !== null) return { sentence: upload.failure.title, isBad: true };
  const { key, figures } = describeUpload(upload, (done, total) => say('upload.of', { done, total }));
  return { sentence: [say(key), ...figures].join(' · '), isBad: false };
}
