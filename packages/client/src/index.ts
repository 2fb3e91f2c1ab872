export { createApi } from './api.ts';
export type { Api, ApiOptions } from './api.ts';
export { challengeOf } from './people/challenge-of.ts';
export { ApiError } from './api-error.ts';
export type { ApiErrorFields } from './api-error.ts';
export type { CallArguments, CallOptions, CommonCallOptions } from './call-types.ts';
export { TransportError } from './transport.ts';
export type { Transport, TransportAnswer, TransportRequest } from './transport.ts';
export { newIdempotencyKey } from './idempotency-key.ts';
export { describeFailure } from './upload/failure.ts';
export type { FileUploadFailure } from './upload/failure.ts';
export type { FileSource } from './upload/file-source.ts';
export type { FileUploadOptions, UploadCreated } from './upload/file-upload.ts';
export { isActive, isSettled } from './upload/file-upload-state.ts';
export type { FileUploadState } from './upload/file-upload-state.ts';
export type { AbortSource, Clock, HashBytes, NewAbort, Random } from './upload/ports.ts';
export { createRetry } from './upload/retry.ts';
export type { Retry, RetryOptions, Wait, WaitReason } from './upload/retry.ts';
export type { FileUploadSnapshot } from './upload/snapshot.ts';
export { createClock } from './upload/create-clock.ts';
export type { Timers } from './upload/create-clock.ts';
export { createUploader } from './upload/uploader.ts';
export type { Uploader, UploaderOptions } from './upload/uploader.ts';
export { createFeedWindow } from './feed/feed-window.ts';
export type { FeedPage, FeedView, FeedWindow, FeedWindowOptions } from './feed/feed-window.ts';
export { feedKinds, isUnwanted, startingFeed } from './feed/feed-kinds.ts';
export { createFeedList } from './feed/feed-list.ts';
export type { FeedList, FeedListOptions, FeedListState } from './feed/feed-list.ts';
export { createPageList } from './lists/page-list.ts';
export type { AnsweredPage, PageList, PageListState } from './lists/page-list.ts';
export { collectionStart, lessonProgress } from './collections/collection-start.ts';
export type { CollectionStart } from './collections/collection-start.ts';
export { readCollection } from './collections/read-collection.ts';
export type { WholeCollection } from './collections/read-collection.ts';
export { isMissing, watchStage } from './watch/watch-stage.ts';
export type { WatchStage } from './watch/watch-stage.ts';
export type { Draft, DraftWords } from './publish/draft.ts';
export { createPublishing } from './publish/publishing.ts';
export type { DraftState, NewDraft, Publishing } from './publish/publishing.ts';
export type { DraftFiles, PublishPorts } from './publish/publish-ports.ts';
export { createTakeRoll } from './publish/take-roll.ts';
export type { TakeRoll, TakeRollOptions, TakeState } from './publish/take-roll.ts';
export { tidyTags } from './publish/tidy-tags.ts';
export { createPastSearches } from './search/past-searches.ts';
export type { PastSearches } from './search/past-searches.ts';
export { piecesOf } from './search/pieces-of.ts';
export type { TextPiece } from './search/pieces-of.ts';
export { createSuggestions } from './search/suggestions.ts';
export type { Suggestions } from './search/suggestions.ts';
export { sumUploads } from './upload/sum-uploads.ts';
export type { UploadSum } from './upload/sum-uploads.ts';
export { hasEnough, roleAt } from './player/buffer-role.ts';
export type { BufferRole, LoadedSoFar } from './player/buffer-role.ts';
export { fitOf } from './player/fit.ts';
export type { Size } from './player/fit.ts';
export { hasSound } from './player/has-sound.ts';
export { chapterAt, chapterBeside } from './chapters/chapter-places.ts';
export { readChapterLine, writeChapterLine } from './chapters/chapter-lines.ts';
export { readChapters } from './chapters/read-chapters.ts';
export { chooseCaptions } from './player/caption-choice.ts';
export type { CaptionWish } from './player/caption-choice.ts';
export { namesOtherEdition } from './player/names-other-edition.ts';
export { createPlayIntent } from './player/play-intent.ts';
export type { Playable, PlayableEvent, PlayIntent, PlayOutcome } from './player/play-intent.ts';
export { afterPlaybackEvent, loadedUntilMs, noPlayback } from './player/playback-state.ts';
export type { LoadedRanges, PlaybackEvent, PlaybackFigures, PlaybackState } from './player/playback-state.ts';
export { createSound, mayHint, playWithSound } from './player/sound.ts';
export type { Sound, Sounding, SoundState } from './player/sound.ts';
export { fileAfter } from './player/source-way.ts';
export type { PlaybackFailure, SourceWay } from './player/source-way.ts';
export { createStarvation } from './player/starvation.ts';
export type { Starvation, StarvationHelp } from './player/starvation.ts';
export { createTapTeller, tapWaitMs } from './player/tap-teller.ts';
export type { Tap } from './player/tap-teller.ts';
export { createPictureTouch, heldRate, holdAfterMs } from './player/picture-touch.ts';
export type { FingerPlace, PictureTouch, TouchOutcome } from './player/picture-touch.ts';
export type { TextMemory } from './player/text-memory.ts';
export { createVideoSource, noSource } from './player/video-source.ts';
export type {
  AttachedSource,
  Quality,
  SourceListener,
  SourceMedia,
  VideoSource,
  VideoSourceOptions,
  VideoSourceState,
} from './player/video-source.ts';
export { cutTags } from './words/cut-tags.ts';
export type { TagPiece } from './words/cut-tags.ts';
export { createKeptPosition, offeredPosition } from './player/kept-position.ts';
export type { KeptPosition, Place } from './player/kept-position.ts';
export { scaledTileAt, tileAt } from './player/storyboard.ts';
export type { ScaledTile, Storyboard } from './player/storyboard.ts';
export { followEvents } from './news/follow-events.ts';
export type {
  EventStream,
  EventStreamListener,
  EventStreamOptions,
  OpenStream,
  StreamAnswer,
} from './news/follow-events.ts';
export { readNews } from './news/read-news.ts';
export type { News } from './news/read-news.ts';
export type { StreamMessage } from './news/sse-parser.ts';
export { mergePage, removeVideo, upsertVideo } from './news/video-list.ts';
export { adviceFor } from './words/advice.ts';
export type { Advice } from './words/advice.ts';
export { deviceName } from './words/device-name.ts';
export { describeReplacement } from './words/describe-replacement.ts';
export type { ReplacementWords } from './words/describe-replacement.ts';
export { describeUpload } from './words/describe-upload.ts';
export type { UploadWords } from './words/describe-upload.ts';
export { describeVideo } from './words/describe-video.ts';
export type { Tone, VideoWords } from './words/describe-video.ts';
export {
  formatBytes,
  formatClock,
  formatCount,
  formatCountdown,
  formatDecimalBytes,
  formatMoment,
  formatPercent,
  formatWhen,
  roughTime,
} from './words/figures.ts';
export { titleOfFile } from './words/title-of-file.ts';
export { troubleOf, troubleText } from './words/trouble.ts';
export type { Trouble } from './words/trouble.ts';
export { qualityName } from './words/quality-name.ts';
export { fillMessage } from './words/fill-message.ts';
export { processingEn } from './words/processing-en.ts';
export { processingZhCn } from './words/processing-zh-cn.ts';
export type { ProcessingWords } from './words/processing-zh-cn.ts';
export { reportingEn } from './words/reporting-en.ts';
export { reportingZhCn } from './words/reporting-zh-cn.ts';
export { inboxEn } from './words/inbox-en.ts';
export { inboxZhCn } from './words/inbox-zh-cn.ts';
export { searchEn } from './words/search-en.ts';
export { searchZhCn } from './words/search-zh-cn.ts';
export { uploadingEn } from './words/uploading-en.ts';
export { uploadingZhCn } from './words/uploading-zh-cn.ts';
export { sendAvatar } from './people/send-avatar.ts';
export { askAgain } from './ask-again.ts';
export type { AskAgainOptions } from './ask-again.ts';
export { isReportReady } from './review/is-report-ready.ts';
export { createCommentList, joinComments } from './community/comment-list.ts';
export type {
  CommentList,
  CommentListOptions,
  CommentListState,
  CommentSort,
} from './community/comment-list.ts';
export { partsOf } from './community/comment-parts.ts';
export type { CommentPart } from './community/comment-parts.ts';
export { createFacts } from './community/facts.ts';
export type { FactKind, Facts, FactsOptions, Followable } from './community/facts.ts';
export { createToggle } from './community/toggle.ts';
export type { Toggle, ToggleOptions, ToggleState } from './community/toggle.ts';
export { danmakuHex } from './danmaku/colours.ts';
export { createDanmakuTrack } from './danmaku/danmaku-track.ts';
export type { DanmakuLine, DanmakuTrack, DanmakuTrackOptions } from './danmaku/danmaku-track.ts';
export { createDanmakuPlacing } from './danmaku/danmaku-placing.ts';
export type { DanmakuPlace, DanmakuPlacing } from './danmaku/danmaku-placing.ts';
export { createDanmakuReel } from './danmaku/danmaku-reel.ts';
export type { DanmakuReel } from './danmaku/danmaku-reel.ts';
export { isHeardLive } from './danmaku/is-heard-live.ts';
export { danmakuWidthPx } from './danmaku/danmaku-width.ts';
export { danmakuDensities, keepDanmakuWish, readDanmakuWish } from './danmaku/danmaku-wish.ts';
export type { DanmakuDensity, DanmakuWish } from './danmaku/danmaku-wish.ts';
