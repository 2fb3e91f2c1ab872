export { Playback, Rendition } from './shapes.ts';
