import type { Route } from '../route.ts';
import { IdParams, listOf } from '../scalars.ts';
import { captionsCalls } from './calls.ts';
import {
  CaptionFileQuery,
  CaptionParams,
  Captions,
  CaptionsBody,
  CaptionTrack,
  DeleteCaptionsQuery,
  ReadCaptionFile,
} from './shapes.ts';
import { Transcription, TranscriptionBody } from './transcription.ts';

/** Calls about captions with the schemas of what they take and answer. */
export const captionsRoutes = {
  captionTracks: {
    ...captionsCalls.captionTracks,
    summary: 'The languages in which a video has captions',
    params: IdParams,
    answer: listOf(CaptionTrack),
  },
  captions: {
    ...captionsCalls.captions,
    summary: 'The captions of a video in one language',
    params: CaptionParams,
    answer: Captions,
  },
  putCaptions: {
    ...captionsCalls.putCaptions,
    summary: 'Writes the captions of a video in one language, whole',
    params: CaptionParams,
    body: CaptionsBody,
    mostBodyBytes: 4_000_000,
    answer: CaptionTrack,
  },
  putCaptionFile: {
    ...captionsCalls.putCaptionFile,
    summary: 'Takes the captions of a video in one language from an SRT, WebVTT or ASS file, as raw bytes',
    params: CaptionParams,
    query: CaptionFileQuery,
    answer: ReadCaptionFile,
  },
  transcription: {
    ...captionsCalls.transcription,
    summary: 'Whether speech can be written down here, and how the last time for a video went',
    params: IdParams,
    answer: Transcription,
  },
  requestTranscription: {
    ...captionsCalls.requestTranscription,
    summary: 'Has what is spoken in a video written down as captions, which its author may edit then',
    params: IdParams,
    body: TranscriptionBody,
    answer: Transcription,
  },
  deleteCaptions: {
    ...captionsCalls.deleteCaptions,
    summary: 'Deletes the captions of a video in one language',
    params: CaptionParams,
    query: DeleteCaptionsQuery,
  },
} as const satisfies Record<string, Route>;
