import type { PlayOutcome } from '@weireel/client';
import { reactive, readonly } from 'vue';
import { rememberedText, rememberText } from '../memory.ts';

const mutedKey = 'weireel.muted';
const volumeKey = 'weireel.volume';

const state = reactive({
  /** Silent until the person wants sound: browsers allow nothing else, and trains are full. */
  muted: rememberedText(mutedKey) !== 'no',
  /** 0–1. */
  volume: volumeOf(rememberedText(volumeKey)),
  /** Whether the person has decided about sound, and the browser agrees. */
  isDecided: rememberedText(mutedKey) !== null,
  /** The video that carries the hint about sound; null: none has yet. Others do not repeat it. */
  hintedOn: null as string | null, // As: it is a text later.
});

/** Sound of all players, remembered by this browser. */
export const sound = readonly(state);

/** Turns sound on or off, for good. */
export function setMuted(muted: boolean): void {
  state.muted = muted;
  state.isDecided = true;
  if (!muted && state.volume === 0) setVolume(0.5);
  rememberText(mutedKey, muted ? 'yes' : 'no');
}

/** Whether a video shows that sound can be turned on: the first that has some, and no other. */
export function mayHint(videoId: string): boolean {
  if (!state.muted || state.isDecided) return false;
  return state.hintedOn === null || state.hintedOn === videoId;
}

/** Notes which video shows the hint. */
export function noteHint(videoId: string): void {
  state.hintedOn ??= videoId;
}

/** Sets the volume, 0–1; turning it up from silence unmutes. */
export function setVolume(volume: number): void {
  state.volume = Math.min(1, Math.max(0, volume));
  rememberText(volumeKey, String(state.volume));
  if (state.volume > 0 && state.muted) setMuted(false);
}

/** Plays with the sound that the person wants; silently when the browser forbids sound before the first touch. */
export async function playWithSound(video: HTMLVideoElement): Promise<PlayOutcome> {
  video.volume = state.volume;
  video.muted = state.muted;
  const outcome = await tryPlay(video);
  if (outcome !== 'refused' || video.muted) return outcome;
  state.muted = true;
  state.isDecided = false;
  video.muted = true;
  return tryPlay(video);
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

function volumeOf(text: string | null): number {
  const value = text === null ? NaN : Number(text);
  return value >= 0 && value <= 1 ? value : 1;
}
