/** What a track of an MP4 file carries; values as its `trak` and `trex` boxes say. */
export interface Track {
  /** `track_ID`. */
  id: number;
  /** Picture or sound. */
  kind: 'video' | 'audio';
  /** Ticks per second of all times of the track. */
  timescale: number;
  /** What to add to the samples' times to get movie time, in ticks: the meaning of the edit list; may be a fraction. */
  shift: number;
  /** Type of the sample entry: `avc1`, `mp4a`. */
  sampleEntry: string;
  /** Codec string of RFC 6381, such as `avc1.64001f` or `mp4a.40.2`. */
  codec: string;
  /** H.264 only: what `avcC` says. */
  avc: AvcConfiguration | null;
  /** Video only: the coded picture. */
  picture: TrackPicture | null;
  /** Audio only: channels of the sample entry. */
  channelCount: number | null;
  /** AAC-LC only: what its configuration says. */
  aac: AacTrack | null;
  /** Values of samples that the fragments leave out (`trex`). */
  defaults: SampleDefaults;
}

/** A track of AAC-LC. */
export interface AacTrack {
  /** Channel configuration: 1 mono, 2 stereo. */
  channels: number;
  /** How long each frame lasts, in ticks of the track; a whole number where the ticks are samples. */
  frameTicks: number;
}

/** The `avcC` box (ISO/IEC 14496-15). */
export interface AvcConfiguration {
  /** Bytes of the length before each NAL unit: 1, 2 or 4. */
  nalLengthBytes: number;
  /** Sequence and picture parameter sets, as NAL units. */
  parameterSets: Uint8Array[];
}

/** Size and orientation of a video track. */
export interface TrackPicture {
  /** Width of the sample entry in pixels. */
  codedWidthPx: number;
  /** Height of the sample entry in pixels. */
  codedHeightPx: number;
  /** Nine numbers of `tkhd`, as stored: 16.16 fixed point, the third column 2.30. */
  matrix: readonly number[];
  /** Sample aspect ratio of `pasp`; 1:1 when there is none. */
  pixelAspect: [number, number];
}

/** Values that hold for samples whose fragment does not say its own. */
export interface SampleDefaults {
  /** Duration in ticks. */
  duration: number;
  /** Bytes. */
  size: number;
  /** Flags of ISO/IEC 14496-12 section 8.8.3.1. */
  flags: number;
}

/** One coded picture or audio frame, with its times as the file says them. */
export interface Sample {
  /** When it is decoded, in ticks of the track. */
  decodeTime: number;
  /** When it is presented. */
  presentationTime: number;
  /** How long it lasts, in ticks. */
  duration: number;
  /** Whether its flags say that decoding can start here. */
  isSync: boolean;
  /** Its bytes: a view on the fragment, not a copy. */
  data: Uint8Array;
}
