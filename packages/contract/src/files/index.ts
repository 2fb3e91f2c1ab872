export { FileSource, OwnFile, SendFileQuery } from './shapes.ts';
