import {
  createSound,
  mayHint as mayHintNow,
  playWithSound as playAloud,
  type PlayOutcome,
} from '@weireel/client';
import { reactive, readonly } from 'vue';
import { rememberedText, rememberText } from '../memory.ts';

const browserSound = createSound({ read: rememberedText, write: rememberText }, (now) =>
  Object.assign(state, now),
);
const state = reactive({ ...browserSound.state() });

/** Sound of all players, remembered by this browser. */
export const sound = readonly(state);

export const { setMuted, setVolume, noteHint } = browserSound;

/** Whether a video shows that sound can be turned on: the first that has some, and no other. */
export function mayHint(videoId: string): boolean {
  return mayHintNow(state, videoId);
}

/** Plays with the sound that the person wants; silently when the browser forbids sound before the first touch. */
export function playWithSound(video: HTMLVideoElement): Promise<PlayOutcome> {
  const setSound = ({ muted, volume }: { muted: boolean; volume: number }) =>
    Object.assign(video, { muted, volume });
  return playAloud({ setSound, play: () => tryPlay(video) }, browserSound);
}

async function tryPlay(video: HTMLVideoElement): Promise<PlayOutcome> {
  try {
    await video.play();
    return 'playing';
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'AbortError') return 'interrupted';
    return name === 'NotAllowedError' ? 'refused' : 'unplayable';
  }
}
