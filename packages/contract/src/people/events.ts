import { Type } from 'typebox';

/** What happens to people. */
export const peopleEvents = {
  'user.registered': Type.Object({}),
} as const;
