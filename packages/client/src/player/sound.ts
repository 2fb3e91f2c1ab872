import type { PlayOutcome } from './play-intent.ts';
import type { TextMemory } from './text-memory.ts';

/** Sound of all players of a device. */
export interface SoundState {
  /** Silent until the person wants sound: browsers allow nothing else, and trains are full. */
  muted: boolean;
  /** 0–1. */
  volume: number;
  /** Whether the person has decided about sound, and the platform agrees. */
  isDecided: boolean;
  /** The video that carries the hint about sound; null: none has yet. Others do not repeat it. */
  hintedOn: string | null;
}

/** The sound of a device's players, and what a person may do about it. */
export interface Sound {
  /** How it is now. */
  state(): SoundState;
  /** Turns sound on or off, for good. */
  setMuted(muted: boolean): void;
  /** Sets the volume, 0–1; turning it up from silence unmutes. */
  setVolume(volume: number): void;
  /** The platform forbids sound before the first touch: silent, and not by anybody's wish. */
  refuse(): void;
  /** Notes which video shows the hint. */
  noteHint(videoId: string): void;
}

/** A media element as far as sound goes. */
export interface Sounding {
  /** Takes over how loud it is to be. */
  setSound(sound: Pick<SoundState, 'muted' | 'volume'>): void;
  /** Tries to play. */
  play(): Promise<PlayOutcome>;
}

const mutedKey = 'weireel.muted';
const volumeKey = 'weireel.volume';
/** Who turns sound on hears something. */
const volumeFromSilence = 0.5;

/** The sound that this device remembers; `onChange` hears of each change. */
export function createSound(memory: TextMemory, onChange: (state: SoundState) => void): Sound {
  const rememberedMuted = memory.read(mutedKey);
  let state: SoundState = {
    muted: rememberedMuted !== 'no',
    volume: volumeOf(memory.read(volumeKey)),
    isDecided: rememberedMuted !== null,
    hintedOn: null,
  };

  function change(by: Partial<SoundState>): void {
    state = { ...state, ...by };
    onChange(state);
  }

  function setMuted(muted: boolean): void {
    change({ muted, isDecided: true });
    if (!muted && state.volume === 0) setVolume(volumeFromSilence);
    memory.write(mutedKey, muted ? 'yes' : 'no');
  }

  function setVolume(volume: number): void {
    change({ volume: Math.min(1, Math.max(0, volume)) });
    memory.write(volumeKey, String(state.volume));
    if (state.volume > 0 && state.muted) setMuted(false);
  }

  return {
    ...{ state: () => state, setMuted, setVolume },
    refuse: () => change({ muted: true, isDecided: false }),
    noteHint(videoId) {
      if (state.hintedOn === null) change({ hintedOn: videoId });
    },
  };
}

/** Whether a video shows that sound can be turned on: the first that has some, and no other. */
export function mayHint({ muted, isDecided, hintedOn }: SoundState, videoId: string): boolean {
  return muted && !isDecided && (hintedOn === null || hintedOn === videoId);
}

/** Plays with the sound that the person wants; silently where the platform forbids sound before the first touch. */
export async function playWithSound(media: Sounding, sound: Sound): Promise<PlayOutcome> {
  const { muted } = sound.state();
  media.setSound(sound.state());
  const outcome = await media.play();
  if (outcome !== 'refused' || muted) return outcome;
  sound.refuse();
  media.setSound(sound.state());
  return media.play();
}

function volumeOf(text: string | null): number {
  const value = text === null ? NaN : Number(text);
  return value >= 0 && value <= 1 ? value : 1;
}
