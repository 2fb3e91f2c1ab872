import { peopleCalls } from './people/calls.ts';
import { uploadsCalls } from './uploads/calls.ts';
import { videosCalls } from './videos/calls.ts';
import { playbackCalls } from './playback/calls.ts';
import { processingCalls } from './processing/calls.ts';
import { filesCalls } from './files/calls.ts';
import { projectsCalls } from './projects/calls.ts';
import { captionsCalls } from './captions/calls.ts';
import { categoriesCalls } from './categories/calls.ts';
import { chaptersCalls } from './chapters/calls.ts';
import { collectionsCalls } from './collections/calls.ts';
import { communityCalls } from './community/calls.ts';
import { channelsCalls } from './channels/calls.ts';
import { groupsCalls } from './groups/calls.ts';
import { feedCalls } from './feed/calls.ts';
import { notificationsCalls } from './notifications/calls.ts';
import { takesCalls } from './takes/calls.ts';
import { searchCalls } from './search/calls.ts';
import { reviewCalls } from './review/calls.ts';
import { adminCalls } from './admin/calls.ts';

/** Every call of the API by name, without its schemas: what clients import. */
export const calls = {
  ...peopleCalls,
  ...channelsCalls,
  ...groupsCalls,
  ...uploadsCalls,
  ...videosCalls,
  ...playbackCalls,
  ...processingCalls,
  ...captionsCalls,
  ...categoriesCalls,
  ...chaptersCalls,
  ...filesCalls,
  ...projectsCalls,
  ...collectionsCalls,
  ...takesCalls,
  ...communityCalls,
  ...feedCalls,
  ...notificationsCalls,
  ...searchCalls,
  ...reviewCalls,
  ...adminCalls,
} as const;

/** Name of a call. */
export type CallName = keyof typeof calls;
