import { searchEn } from '@weireel/client';
import type { search as chinese } from '../zh-cn/search.ts';

/** What is said about searching. */
export const search: typeof chinese = {
  search: searchEn,
};
