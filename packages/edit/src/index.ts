export { assetOf, durationOf, endOf, isKnownAsset, isKnownItem } from './edit-document.ts';
export type { Asset, EditDocument, Item, KnownAsset, KnownItem, Track } from './edit-document.ts';
export { pictureEffects } from './effects/picture-effects.ts';
export type { PictureEffect } from './effects/picture-effects.ts';
export { effectKinds, transitionKinds } from './effects/effect-kinds.ts';
export type { ParameterKind } from './effects/effect-kinds.ts';
export { filterPresets } from './effects/filter-presets.ts';
export type { ColourSliders, FilterPreset } from './effects/filter-presets.ts';
export { documentLimits } from './limits.ts';
export { documentVersion, migrateDown } from './migration/migrate.ts';
export { checkMeaning } from './validation/check-meaning.ts';
export { problem as problemOf, problemCatalogue } from './validation/problem.ts';
export type { Problem, ProblemCode, Severity } from './validation/problem.ts';
export {
  exactFrameTicks,
  frameTicks,
  snapToFrame,
  ticksOfMs,
  ticksOfSeconds,
  ticksPerSecond,
} from './time/ticks.ts';
export type { Rate } from './time/ticks.ts';
export { amplitudeAt, evaluateSound } from './evaluation/evaluate-sound.ts';
export type { SoundSegment } from './evaluation/evaluate-sound.ts';
export { evaluateFrame, evaluateTracks, frameCount } from './evaluation/evaluate-frame.ts';
export type { EvaluatedFrame } from './evaluation/evaluate-frame.ts';
export type { GainStage, Stretch } from './evaluation/gain-stage.ts';
export type {
  Adjustment,
  AnimationState,
  Content,
  EvaluatedCrop,
  EvaluatedEffect,
  EvaluatedMask,
  EvaluatedTiles,
  EvaluatedTransform,
  Layer,
  Paragraph,
  StyledRun,
  TransitionState,
} from './evaluation/layer.ts';
export { valueAt } from './animation/value-at.ts';
export type { Animatable } from './schema/key-frames.ts';
export { beginLater, isReversed, localOf, sourceAt, speedAt } from './time/retime.ts';
export type { ClipTiming } from './time/retime.ts';
export { sourceFrameAt } from './time/source-frame.ts';
export type { SourceTiming } from './time/source-frame.ts';
export { speedPresets } from './time/speed-presets.ts';
export { changesBetween, invertChanges } from './operations/cells.ts';
export { performStep, performTogether, redo, undo } from './operations/history.ts';
export type { EditHistory, Step } from './operations/history.ts';
export { toldOperations } from './operations/told-operations.ts';
export { perform } from './operations/perform.ts';
export type { Outcome } from './operations/perform.ts';
export { mergeEdits } from './operations/merge-edits.ts';
export type { MergedEdits, MergeOptions } from './operations/merge-edits.ts';
export { rebase } from './operations/rebase.ts';
export type { Rebased } from './operations/rebase.ts';
export { canonicalJson } from './plan/canonical-json.ts';
export type { Change, Operation } from './schema/operation.ts';
export { classifySegment } from './plan/classify-segment.ts';
export type { SegmentClass } from './plan/classify-segment.ts';
export { pictureContent, soundContent } from './plan/content.ts';
export { mezzaninesOf, wholeSource } from './plan/mezzanine.ts';
export type { MezzanineFormat, WantedMezzanine } from './plan/mezzanine.ts';
export { segmentsOf } from './plan/segments.ts';
export type { Segment } from './plan/segments.ts';
export { writeOtio } from './interchange/write-otio.ts';
export type { WrittenOtio } from './interchange/write-otio.ts';
export { captionTrack, cuesOf } from './interchange/captions.ts';
export { aspectPresets } from './aspect-presets.ts';
export { fillTemplate } from './template/fill-template.ts';
export type { FilledTemplate, SlotFill } from './template/fill-template.ts';
export { readFillingTable } from './template/read-filling-table.ts';
export type { FillingTable, TableContent, TableRow } from './template/read-filling-table.ts';
