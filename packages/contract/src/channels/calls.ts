import type { Call } from '../call.ts';

/** Calls about channels: where they are and who may make them. Members and invitations are those of the group of the same id. */
export const channelsCalls = {
  myChannels: { method: 'GET', path: '/me/channels', access: 'user', status: 200 },
  createChannel: { method: 'POST', path: '/channels', access: 'make_channels', status: 201 },
  channel: { method: 'GET', path: '/channels/{id}', access: 'user', status: 200 },
  deleteChannel: { method: 'DELETE', path: '/channels/{id}', access: 'user', status: 204 },
} as const satisfies Record<string, Call>;
