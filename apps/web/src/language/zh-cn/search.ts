import { searchZhCn } from '@weireel/client';

/** What is said about searching. */
export const search = {
  search: searchZhCn,
};
