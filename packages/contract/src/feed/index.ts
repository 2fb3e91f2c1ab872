export { FeedKind, Tag, TagParams, TagSort } from './shapes.ts';
