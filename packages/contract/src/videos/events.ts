import { Type } from 'typebox';

const byId = Type.Optional(
  Type.String({ description: 'Who did it, where that was not its author. Absent: its author, or nobody' }),
);

/** What happens to videos and to the assets that they show. */
export const videosEvents = {
  'asset.changed': Type.Object({}),
  'asset.deleted': Type.Object({}),
  'video.created': Type.Object({ byId }),
  'video.changed': Type.Object({ byId }),
  'video.deleted': Type.Object({ byId }),
  'video.moved': Type.Object({
    fromId: Type.String({ description: 'Whose it was; both they and whose it is now are told' }),
    byId,
  }),
} as const;
