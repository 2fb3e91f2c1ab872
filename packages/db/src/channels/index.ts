export { findChannel, insertChannel, keepMember, leaveAssetToChannel, listChannelsOf } from './channels.ts';
export type { ChannelOf, NewChannel } from './channels.ts';
