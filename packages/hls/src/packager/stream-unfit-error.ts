/**
 * Why a stream cannot be packaged as it is.
 *
 * - `codec_not_supported`: the picture is not H.264 with its parameter sets in the header (`avc1`).
 * - `first_picture_not_idr`: the first picture needs pictures before it.
 * - `open_gop`: a picture is shown before the key frame that it follows, so segments would not stand alone.
 * - `long_gop`: key frames are further apart than allowed.
 * - `parameter_sets_change`: sequence or picture parameters change on the way.
 * - `bad_times`: two pictures have the same time, or times go backwards.
 * - `hidden_pictures`: the source's edit list hides pictures at the beginning.
 * - `picture_starts_late`: sound runs long before the first picture, which hints at a cut-off beginning.
 * - `audio_starts_late`: the picture runs before the first sound.
 * - `audio_gap`: the sound stops and goes on later.
 * - `sound_changes`: the sound changes its channels or its rate on the way.
 * - `interlaced`: pictures may consist of two fields.
 */
export type UnfitReason =
  | 'codec_not_supported'
  | 'first_picture_not_idr'
  | 'open_gop'
  | 'long_gop'
  | 'parameter_sets_change'
  | 'bad_times'
  | 'hidden_pictures'
  | 'picture_starts_late'
  | 'audio_starts_late'
  | 'audio_gap'
  | 'sound_changes'
  | 'interlaced';

/** The stream is readable but cannot be packaged without encoding it. */
export class StreamUnfitError extends Error {
  override readonly name = 'StreamUnfitError';
  /** Which rule it breaks. */
  readonly reason: UnfitReason;

  constructor(reason: UnfitReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
