export { HistorySettings, PositionBody, Watched } from './history.ts';
export { Playback, Rendition } from './shapes.ts';
