export { Channel, ChannelBody } from './shapes.ts';
