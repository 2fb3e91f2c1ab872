export { captionLimits } from './cue.ts';
export type { CaptionFormat, Cue, CueWord } from './cue.ts';
export { readCaptions } from './read-captions.ts';
export type { CaptionProblem, ReadCaptions } from './read-captions.ts';
export { writeAss } from './ass.ts';
export { writeSrt } from './srt.ts';
export { writeVtt } from './vtt.ts';
