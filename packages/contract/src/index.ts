export type { CancelSignal } from './abort.ts';
export type { AnswerOf, BodyOf, ParamsOf, QueryOf } from './call-types.ts';
export type { Call } from './call.ts';
export type { CallName } from './calls.ts';
export type { CatalogueEntry } from './catalogue-entry.ts';
export type { ErrorCode, FieldError, FieldErrorCode, WeireelErrorOptions } from './errors.ts';
export { decodeEvent } from './events.ts';
export type { EventFacts, EventKind, EventPayload } from './events.ts';
export type { JobKindFacts, JobSubject, JobSubjectType } from './job-kind.ts';
export { jobPools, ofEachPool } from './job-pools.ts';
export type { JobPool } from './job-pools.ts';
export { assetSubject, fitsKind, isJobKind, jobKinds } from './jobs.ts';
export type { JobFacts, JobKind, JobPayload } from './jobs.ts';
export type { Language } from './language.ts';
export { pagePaths, sharePath, watchPath } from './pages.ts';
export type { PageName } from './pages.ts';
export type { Permission } from './people/permissions.ts';
export { Problem } from './problem.ts';
export type { Route } from './route.ts';
export { routes } from './routes.ts';
export type { RouteName } from './routes.ts';
export {
  AsListQuery,
  AsQuery,
  Id,
  IdParams,
  ListQuery,
  Sha256,
  Timestamp,
  listOf,
  nullable,
} from './scalars.ts';
export type { StreamMessageName } from './stream-messages.ts';

// What runs without any schema; clients import just that, from `@weireel/contract/plain`.
export * from './plain.ts';

// What each noun exchanges.
export * from './admin/index.ts';
export * from './captions/index.ts';
export * from './categories/index.ts';
export * from './channels/index.ts';
export * from './chapters/index.ts';
export * from './files/index.ts';
export * from './projects/index.ts';
export * from './collections/index.ts';
export * from './community/index.ts';
export * from './feed/index.ts';
export * from './groups/index.ts';
export * from './notifications/index.ts';
export * from './people/index.ts';
export * from './playback/index.ts';
export * from './processing/index.ts';
export * from './search/index.ts';
export * from './takes/index.ts';
export * from './review/index.ts';
export * from './uploads/index.ts';
export * from './videos/index.ts';
