export {
  endGrowingPlaylists,
  findCurrentEdition,
  findEdition,
  findPlaylist,
  insertEdition,
  listSpentEditions,
  publishEdition,
  putPlaylists,
  removeDraftEdition,
  removeEdition,
  sealGrowingEdition,
  setEdition,
  withdrawEditions,
} from './editions.ts';
export type { NewEdition, PlaylistText } from './editions.ts';
export { forgetWatched, keepPosition, keepsHistory, listWatched, setHistory } from './history.ts';
export type { WatchedVideo } from './history.ts';
export type { EditionRow, StoredRendition } from './tables.ts';
