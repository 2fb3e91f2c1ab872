import { Type } from 'typebox';

/** What happens to what people are told. The subject is the person. */
export const notificationsEvents = {
  'notification.changed': Type.Object({}),
} as const;
