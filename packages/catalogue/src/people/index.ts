export { isReservedName } from './reserved-names.ts';
export { skeletonOf } from './skeleton.ts';
