export { FeedKind } from './shapes.ts';
