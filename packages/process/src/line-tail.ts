import { StringDecoder } from 'node:string_decoder';

const keptLines = 40;
const keptCharacters = 16 * 1024;

/** The end of a text that arrives in pieces: at most 40 lines and 16 384 characters, however much flows past. */
export class LineTail {
  readonly #decoder = new StringDecoder('utf8');
  #text = '';

  /** Takes the next bytes. */
  push(bytes: Uint8Array): void {
    const text = this.#text + this.#decoder.write(bytes);
    const lines = text.slice(-keptCharacters).split('\n');
    // One more for the line that is still being written.
    this.#text = lines.slice(-keptLines - 1).join('\n');
  }

  /** The lines so far, oldest first, without empty ones; the first may lack its beginning. */
  lines(): string[] {
    // Programs that redraw a line end it with a carriage return only.
    return this.#text
      .split(/[\r\n]+/)
      .map((line) => line.trimEnd())
      .filter((line) => line !== '')
      .slice(-keptLines);
  }
}
