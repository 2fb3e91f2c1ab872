export {
  countOwnFiles,
  findOwnFile,
  insertOwnFile,
  listLeftFiles,
  listOwnFiles,
  setFileFacts,
} from './files.ts';
export type { OwnFileRow } from './files.ts';
export type { FileFacts } from './tables.ts';
