export {
  countOwnFiles,
  findOwnFile,
  insertOwnFile,
  listLeftFiles,
  listOwnFiles,
  setFileFacts,
} from './files.ts';
export type { FileKind, OwnFileRow } from './files.ts';
export type { FileFacts, KnownOfFile } from './tables.ts';
