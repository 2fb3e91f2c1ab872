export type { CancelSignal } from './abort.ts';
export { Asset } from './videos/asset.ts';
export {
  LoginBody,
  RegisterBody,
  Session,
  SetupBody,
  SetupState,
  WechatLoginBody,
  WechatSession,
} from './people/sign-in.ts';
export type { AnswerOf, BodyOf, ParamsOf, QueryOf } from './call-types.ts';
export { WeireelError, errorCatalogue, fieldErrorCodes, isErrorCode } from './errors.ts';
export type { CatalogueEntry, ErrorCode, FieldError, FieldErrorCode, WeireelErrorOptions } from './errors.ts';
export { eventKinds, streamMessageNames } from './events.ts';
export type { EventKind, StreamMessageName } from './events.ts';
export { AdminHealth, Job, JobError, JobPool, JobQueue, JobState, JobUsage } from './admin/shapes.ts';
export { errorTitle, pickLanguage } from './language.ts';
export type { Language } from './language.ts';
export { Problem } from './problem.ts';
export { routes } from './routes.ts';
export type { Route, RouteName } from './routes.ts';
export { Id, ListQuery, Sha256, Timestamp, listOf, nullable } from './scalars.ts';
export {
  CompletedUpload,
  CreatedUpload,
  CreateUploadBody,
  PartUrls,
  PartUrlsBody,
  Upload,
  UploadPart,
  UploadState,
} from './uploads/shapes.ts';
export { Me, Role, User } from './people/user.ts';
export {
  CoverCandidate,
  CreateVideoBody,
  Failure,
  FeedKind,
  Playback,
  Rendition,
  Replacement,
  ReviewState,
  Stage,
  StageName,
  StageState,
  Video,
  VideoDetailsBody,
  VideoSourceBody,
  VideoState,
  Visibility,
  stageNames,
} from './videos/shapes.ts';
