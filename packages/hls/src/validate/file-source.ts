import { resolveUri } from '../playlist/resolve-uri.ts';
import { checkDelivery, type FileKind } from './check-delivery.ts';
import type { Note } from './findings.ts';
import type { HlsFile, HlsReader } from './hls-reader.ts';

/** A file with the address that it was found at, after redirects. */
export interface OpenedFile {
  /** Base for what it names. */
  uri: string;
  /** Its bytes. */
  bytes: Uint8Array;
}

const maxRedirects = 5;

/** Reads files and checks how each arrives, once. */
export class FileSource {
  readonly #read: HlsReader;
  readonly #note: Note;
  readonly #known = new Set<string>();
  #last: { asked: string; file: OpenedFile | null } | null = null;
  /** Bytes of all files, each counted once. */
  readBytes = 0;

  constructor(read: HlsReader, note: Note) {
    this.#read = read;
    this.#note = note;
  }

  /** Reads a file; null when it cannot be had, which is noted. */
  async open(uri: string, kind: FileKind): Promise<OpenedFile | null> {
    // Byte ranges of one file follow each other: it is read once.
    if (this.#last?.asked === uri) return this.#last.file;
    const isNew = !this.#known.has(uri);
    this.#known.add(uri);
    const file = await this.#follow(uri, kind, isNew);
    if (file !== null && isNew) this.readBytes += file.bytes.length;
    this.#last = { asked: uri, file };
    return file;
  }

  async #follow(asked: string, kind: FileKind, isNew: boolean): Promise<OpenedFile | null> {
    const note: Note = isNew ? this.#note : () => undefined;
    let uri = asked;
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const file: HlsFile | null = await this.#read(uri);
      const status = file?.status ?? 200;
      const target = file?.headers?.['location'];
      if (file !== null && status >= 300 && status < 400 && target !== undefined) {
        note('HLS-802', uri, `${status} to ${target}`);
        uri = resolveUri(uri, target);
        continue;
      }
      if (file === null || status !== 200) {
        note('HLS-801', uri, file === null ? 'cannot be read' : `status ${status}`);
        return null;
      }
      checkDelivery(uri, kind, file, note);
      return { uri, bytes: file.bytes };
    }
    note('HLS-801', uri, 'too many redirects');
    return null;
  }
}
