export { EditDocument } from './edit-document.ts';
export { writeJsonSchema } from './write-json-schema.ts';
export { checkDocument } from '../validation/check-document.ts';
export type { CheckedDocument } from '../validation/check-document.ts';
export { Operation } from './operation.ts';
export { performUntrusted } from '../operations/perform-untrusted.ts';
export { readOtio } from '../interchange/read-otio.ts';
export type { MediaReference, ReadOtioOptions } from '../interchange/read-otio.ts';
