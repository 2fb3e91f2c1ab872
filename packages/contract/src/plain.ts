// What clients run of the contract: no schema among it, so that no validator travels to a browser or a phone.
export { captionFileBytes, captionTextLength } from './captions/caption-limits.ts';
export { categoryNameLength } from './categories/category-limits.ts';
export { channelLimits } from './channels/channel-limits.ts';
export { chapterTitleLength, mostChapters } from './chapters/chapter-limits.ts';
export { collectionLimits } from './collections/collection-limits.ts';
export { commentLength } from './community/comment-length.ts';
export {
  danmakuCacheMs,
  danmakuColours,
  danmakuFreshMs,
  danmakuLength,
  danmakuModes,
  danmakuWindowMs,
  mostDanmakuOfWindow,
} from './community/danmaku-limits.ts';
export { calls } from './calls.ts';
export { errorCatalogue, fieldErrorCodes, isErrorCode, isRetryable, WeireelError } from './errors.ts';
export { streamMessageNames } from './stream-messages.ts';
export { errorTitle, pickLanguage } from './language.ts';
export { mostActors } from './notifications/most-actors.ts';
export { groupNameLength } from './groups/name-length.ts';
export { pagePaths } from './pages.ts';
export { reportDetailLength, reportReasons, reportSubjects } from './review/report-reasons.ts';
export { isPermitted, permissions } from './people/permissions.ts';
export { mostFileBytes } from './files/most-file-bytes.ts';
export { mostAvatarBytes } from './people/most-avatar-bytes.ts';
export { profileLimits } from './people/profile-limits.ts';
export { roleNames } from './people/roles.ts';
export { mostRowsOfBatch } from './projects/most-rows-of-batch.ts';
export { stageNames } from './processing/stage-names.ts';
export { takeLimits } from './takes/take-limits.ts';
export { titleLength } from './videos/title-length.ts';
