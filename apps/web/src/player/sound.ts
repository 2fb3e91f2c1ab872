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

/** Sets the volume, 0–1; turning it up from silence unmutes. */
export function setVolume(volume: number): void {
  state.volume = Math.min(1, Math.max(0, volume));
  rememberText(volumeKey, String(state.volume));
  if (state.volume > 0 && state.muted) setMuted(false);
}

/**
 * Plays with the sound that the person wants; silently when the browser forbids sound before the first touch.
 * Gives whether it plays.
 */
export async function playWithSound(video: HTMLVideoElement): Promise<boolean> {
  video.volume = state.volume;
  video.muted = state.muted;
  if (await tryPlay(video)) return true;
  if (video.muted) return false;
  state.muted = true;
  state.isDecided = false;
  video.muted = true;
  return tryPlay(video);
}

async function tryPlay(video: HTMLVideoElement): Promise<boolean> {
  try {
    await video.play();
    return true;
  } catch (error) {
    // Paused or swiped away before it began: that is no refusal.
    return error instanceof DOMException && error.name === 'AbortError';
  }
}

function volumeOf(text: string | null): number {
  const value = text === null ? NaN : Number(text);
  return value >= 0 && value <= 1 ? value : 1;
}
