import { inboxZhCn } from '@weireel/client';

/** What is said where people read what they are told. */
export const inbox = {
  inbox: inboxZhCn,
};
