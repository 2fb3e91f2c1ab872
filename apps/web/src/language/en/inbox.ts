import { inboxEn } from '@weireel/client';
import type { inbox as chinese } from '../zh-cn/inbox.ts';

/** What is said where people read what they are told. */
export const inbox: typeof chinese = {
  inbox: inboxEn,
};
