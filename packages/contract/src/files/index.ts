export { FileSource, OwnFile, OwnFilesQuery, SendFileQuery } from './shapes.ts';
