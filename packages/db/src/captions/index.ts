export {
  deleteCaptions,
  findCaptionedVideo,
  findCaptions,
  listCaptionTracks,
  putCaptions,
} from './captions.ts';
export type { CaptionedVideo, CaptionTrackRow, NewCaptions, NotWritten, TrackFacts } from './captions.ts';
export type { CaptionsRow } from './tables.ts';
