import { adviceFor, describeVideo, formatPercent, formatWhen, roughTime } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { currentLanguage, say, words } from '../language/language.ts';
import { absoluteUrl } from '../server-url.ts';

/** A video of one's own as a row shows it. */
export type MyRow = ReturnType<typeof myRowOf>;

/** Puts a video into what its author is shown. `sentHere`: how much of its bytes this phone has sent, 0–1; null: none. */
export function myRowOf(video: Video, sentHere: number | null) {
  const { tone, key, thenKey, progress, remainingMs, reason } = describeVideo(video, sentHere);
  const { failure, playback } = video;
  const sentence = say(key, { then: thenKey === null ? '' : say(thenKey) });
  const rough = remainingMs === null ? null : roughTime(remainingMs);
  const figures = [
    ...(progress === null ? [] : [formatPercent(progress)]),
    ...(rough === null
      ? []
      : [say('pipeline.remaining', { time: say(`time.${rough.key}`, { n: rough.n }) })]),
  ];
  const isBroken = failure !== null && tone === 'bad';
  return {
    ...{ id: video.id, title: video.title, playable: video.playable, tone },
    poster: playback?.posterUrl == null ? '' : absoluteUrl(playback.posterUrl),
    about: `${words().visibility[video.visibility]} · ${formatWhen(video.createdAt, Date.now(), currentLanguage())}`,
    sentence: isBroken ? failure.message : [sentence, ...figures].join(' · '),
    advice: isBroken ? say(adviceFor(failure.code).key) : (reason ?? ''),
    // No finer than the bar is drawn; -1: there is none.
    percent: tone === 'moving' && progress !== null ? Math.round(progress * 100) : -1,
    mayRetry: isBroken && failure.retryable,
  };
}

/** Whether something still happens to a video, so that it is looked at again. */
export function isMoving({ state, replacement }: Video): boolean {
  return state === 'uploading' || state === 'processing' || replacement !== null;
}
