import type { Route } from '../route.ts';
import { IdParams } from '../scalars.ts';
import { takesCalls } from './calls.ts';
import { JoinedAsset, JoinedTakes, JoinTakesBody } from './shapes.ts';

/** Calls about takes with the schemas of what they take and answer. */
export const takesRoutes = {
  joinTakes: {
    ...takesCalls.joinTakes,
    summary:
      'Joins takes of one’s own into a new asset, which can be published at once; `take_unusable` has the number of the `take`',
    body: JoinTakesBody,
    answer: JoinedAsset,
  },
  joinedTakes: {
    ...takesCalls.joinedTakes,
    summary: 'What an asset is joined of, and how far that is',
    params: IdParams,
    answer: JoinedTakes,
  },
} as const satisfies Record<string, Route>;
