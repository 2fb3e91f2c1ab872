/** Samples a second, of each of two channels, of the sound that is surveyed. */
export const surveyedRateHz = 24_000;
/** Milliseconds of a step, for which loudness is told. */
export const stepMs = 20;
/** Size of the pictures that are surveyed, in pixels. */
export const surveyedSize = { widthPx: 64, heightPx: 36 };
