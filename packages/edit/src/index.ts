export { assetOf, durationOf, endOf, isKnownAsset, isKnownItem } from './edit-document.ts';
export type { Asset, EditDocument, Item, KnownAsset, KnownItem, Track } from './edit-document.ts';
export { documentLimits } from './limits.ts';
export { documentVersion, migrateDown } from './migration/migrate.ts';
export { checkMeaning } from './validation/check-meaning.ts';
export { problemCatalogue } from './validation/problem.ts';
export type { Problem, ProblemCode, Severity } from './validation/problem.ts';
export {
  exactFrameTicks,
  frameTicks,
  snapToFrame,
  ticksOfMs,
  ticksOfSeconds,
  ticksPerSecond,
} from './time/ticks.ts';
export type { Rate } from './time/ticks.ts';
