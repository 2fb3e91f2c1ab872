import { Type } from 'typebox';

/** What happens to videos and to the assets that they show. */
export const videosEvents = {
  'asset.changed': Type.Object({}),
  'asset.deleted': Type.Object({}),
  'video.created': Type.Object({}),
  'video.changed': Type.Object({}),
  'video.deleted': Type.Object({}),
} as const;
