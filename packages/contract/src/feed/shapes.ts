import { Type } from 'typebox';

/** Which feed. */
export const FeedKind = Type.Union([Type.Literal('latest')]);
