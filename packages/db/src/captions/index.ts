export {
  deleteCaptions,
  findCaptionedVideo,
  findCaptions,
  listCaptionTracks,
  putCaptions,
} from './captions.ts';
export type { CaptionedVideo, CaptionTrackRow, NewCaptions, NotWritten } from './captions.ts';
export type { CaptionsRow } from './tables.ts';
export type { TrackFacts } from './tracks-of-video.ts';
