import type { Route } from '../route.ts';
import { IdParams, ListQuery, listOf } from '../scalars.ts';
import { channelsCalls } from './calls.ts';
import { Channel, ChannelBody } from './shapes.ts';

/** Calls about channels with the schemas of what they take and answer. */
export const channelsRoutes = {
  myChannels: {
    ...channelsCalls.myChannels,
    summary: 'The channels that I belong to, the newest first',
    query: ListQuery,
    answer: listOf(Channel),
  },
  createChannel: {
    ...channelsCalls.createChannel,
    summary: 'Makes a channel, which I own; members and invitations are those of the group of its id',
    body: ChannelBody,
    answer: Channel,
  },
  channel: {
    ...channelsCalls.channel,
    summary: 'A channel that I belong to',
    params: IdParams,
    answer: Channel,
  },
  deleteChannel: {
    ...channelsCalls.deleteChannel,
    summary: 'Deletes a channel and everything of it; nothing of it comes back',
    params: IdParams,
  },
} as const satisfies Record<string, Route>;
