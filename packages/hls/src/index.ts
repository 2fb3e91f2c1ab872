export { moveChunks } from './movie/move-chunks.ts';
export type { ChunkMove } from './movie/move-chunks.ts';
export { interleavingMs, longestKeyGapMs, segmentLengthsMs } from './movie/movie-shape.ts';
export type { CutRule } from './movie/movie-shape.ts';
export { readMovie } from './movie/read-movie.ts';
export type { Chunk, MovieTrack } from './movie/read-movie.ts';
export { Mp4FormatError } from './mp4/mp4-format-error.ts';
export { createPackager } from './packager/create-packager.ts';
export type {
  InitPiece,
  Packager,
  PackagerLimits,
  PackagerOptions,
  Piece,
  SegmentPiece,
} from './packager/create-packager.ts';
export type { PackagingFacts } from './packager/packaging-facts.ts';
export { StreamUnfitError } from './packager/stream-unfit-error.ts';
export type { UnfitReason } from './packager/stream-unfit-error.ts';
export { measureBitrates, targetDurationSeconds } from './packager/measure-bitrates.ts';
export type { SegmentSize } from './packager/measure-bitrates.ts';
export { growingPlaylists, initName, sealedPlaylists } from './playlist/edition-playlists.ts';
export type { EditionPlaylist, EditionSegment, EditionStream } from './playlist/edition-playlists.ts';
export { writeIFramePlaylist, writeMediaPlaylist } from './playlist/media-playlist.ts';
export type {
  IFramePlaylist,
  MediaPlaylist,
  PlaylistKeyFrame,
  PlaylistSegment,
} from './playlist/media-playlist.ts';
export { risingVariants, writeMultivariantPlaylist } from './playlist/multivariant-playlist.ts';
export type { IFrameVariant, Variant } from './playlist/multivariant-playlist.ts';
export { parsePlaylist, PlaylistError } from './playlist/parse-playlist.ts';
export type {
  ByteRange,
  ParsedMediaPlaylist,
  ParsedMultivariantPlaylist,
  ParsedSegment,
  ParsedVariant,
} from './playlist/parse-playlist.ts';
export { rewriteUris } from './playlist/rewrite-uris.ts';
export { declareSubtitles, writeSubtitlePlaylist } from './playlist/subtitles.ts';
export type { Subtitles } from './playlist/subtitles.ts';
export type { HlsFinding } from './validate/findings.ts';
export type { HlsFile, HlsReader } from './validate/hls-reader.ts';
export type { HlsBinding, HlsRule, HlsSeverity } from './validate/rule.ts';
export { hlsRuleGroups, hlsRules } from './validate/rules.ts';
export type { HlsRuleId } from './validate/rules.ts';
export { validateHls } from './validate/validate-hls.ts';
export type { HlsInput, HlsReport } from './validate/validate-hls.ts';
