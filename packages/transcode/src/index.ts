export { readAnalysis, readLoudness } from './analysis.ts';
export type { Analysis, Loudness } from './analysis.ts';
export { analysisArguments } from './analysis-arguments.ts';
export {
  copyArguments,
  firstRungArguments,
  inputArguments,
  ladderArguments,
  progressiveCopyArguments,
  progressiveMp4Arguments,
} from './arguments.ts';
export type { EncoderOptions, LadderPipes, MediaInput } from './arguments.ts';
export { pictureArguments } from './picture-arguments.ts';
export type { PictureWish } from './picture-arguments.ts';
export { avatarArguments, mostPicturePixels } from './avatar-arguments.ts';
export type { AvatarOutputs } from './avatar-arguments.ts';
export { copiedRung } from './copied-rung.ts';
export { coverArguments } from './cover-arguments.ts';
export type { CoverOptions, LaidPicture } from './cover-arguments.ts';
export { derivedArguments, previewArguments, previewStartMs } from './derived-arguments.ts';
export type { DerivedOutputs } from './derived-arguments.ts';
export { estimateMemoryBytes } from './estimate-memory.ts';
export { longestHoldMs, planTranscode } from './plan-transcode.ts';
export type { SoundGain, TranscodeOptions, TranscodePlan } from './plan-transcode.ts';
export { isReasonCode, reasonOf } from './reasons.ts';
export type { PlanReason, ReasonCode } from './reasons.ts';
export { firstRung, ladderRungs } from './rungs.ts';
export type { Rung } from './rungs.ts';
export { mayChange } from './steady-picture.ts';
export { straightenArguments, straightFormat } from './straighten-arguments.ts';
export type { Straightening } from './straighten-arguments.ts';
export { surveyArguments } from './survey-arguments.ts';
export { speechArguments, speechRateHz } from './speech-arguments.ts';
export { copyTakeArguments, encodeTakeArguments, takeSoundArguments } from './take-arguments.ts';
export type { TakeFrame } from './take-arguments.ts';
export { tunePlan } from './tune-plan.ts';
