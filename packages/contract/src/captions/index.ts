export {
  captionFileBytes,
  captionKinds,
  captionLabelLength,
  captionTextLength,
  mostCaptionLanguages,
  mostCaptions,
} from './caption-limits.ts';
export {
  CaptionCue,
  CaptionFileQuery,
  CaptionKind,
  CaptionParams,
  Captions,
  CaptionsBody,
  CaptionTrack,
  DeleteCaptionsQuery,
  LanguageTag,
  ReadCaptionFile,
} from './shapes.ts';
export { Transcription, TranscriptionBody } from './transcription.ts';
