export { asClip, assetIdOf, dropBefore, findItem, isOverFilm, itemAt, mainTrack } from './clips.ts';
export type { Clip } from './clips.ts';
export {
  asCaption,
  captionLinesOf,
  captionWordsOf,
  insertCaption,
  setCaptionWords,
} from './caption-lines.ts';
export type { CaptionLine } from './caption-lines.ts';
export { effectNamesEn } from './effect-names-en.ts';
export { effectNamesZhCn } from './effect-names-zh-cn.ts';
export {
  easings,
  easingAt,
  keyBeside,
  keysOf,
  withEasingAt,
  withKeyAt,
  withoutKeyAt,
  withValueAt,
} from './key-frames.ts';
export type { EasingName } from './key-frames.ts';
export { lookOf, lookSliders, resetLook, setFilter, setSlider, setTable, setTableStrength } from './looks.ts';
export type { Look } from './looks.ts';
export { isOwnFile, isOwnFileName, isPictureName, ownFilesOf } from './own-pictures.ts';
export {
  aspectOf,
  canvasOf,
  canvasSizes,
  closesUp,
  emptyDocument,
  insertMaterial,
  insertMusic,
  insertSound,
  moveBy,
  removeItem,
  removeLost,
  splitAt,
} from './project-edits.ts';
export type { Aspect } from './project-edits.ts';
export { decibelsOf, loudnessOf, mostPercent, percentOf, setLoudness, setSound } from './loudness.ts';
export { everyNth, layOnBeats, splitAtAll } from './cuts-at.ts';
export { cutOut, silenceBound, silencesUnder, usualSilences } from './silences.ts';
export type { SilenceWish, TimelineStretch } from './silences.ts';
export { beatsUnder, readHeard, scenesUnder, sourceUnder } from './survey.ts';
export type { HeardSound } from './survey.ts';
export { setSpeed, setSpeedCurve, speedCurveOf, speedCurves, speedOf, speedQuarters } from './speeds.ts';
export type { SpeedCurve, SpeedQuarter } from './speeds.ts';
export { fillablesOf, setSlot, wordsToFill } from './template-slots.ts';
export type { Fillable, Slot, SlotKind } from './template-slots.ts';
export {
  animateTitle,
  asTitle,
  insertTitle,
  isTitleTrack,
  loopTitle,
  placeTitle,
  revealTitle,
  revealUnits,
  setTitleLook,
  setVertical,
  setWords,
  thirds,
  titleLookOf,
  titleSizes,
  wordsOf,
} from './titles.ts';
export type { RevealUnit, Title, TitleLook } from './titles.ts';
export { setTitleFont } from './title-font.ts';
export { familyOf, kindsOf, sameWay, transitionGroups } from './transition-families.ts';
export type { TransitionFamily } from './transition-families.ts';
export {
  cutBefore,
  cutsOf,
  lengthOf,
  longestAt,
  putEverywhere,
  putTransition,
  removeEverywhere,
  usualSeconds,
} from './transitions.ts';
export type { Cut, Transition, TransitionWish } from './transitions.ts';
export { cleaningOf, setCleaning, setVoice, voiceOf, voices } from './voices.ts';
export type { Voice } from './voices.ts';
export { trimRange, trimWithin } from './trim-range.ts';
export type { TrimRange } from './trim-range.ts';
export { withAsset } from './with-asset.ts';
export { pictureEffectsOf, setPictureStrength, togglePictureEffect } from './picture-effects.ts';
