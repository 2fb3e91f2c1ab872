import { viewOf } from './bytes.ts';
import { Mp4FormatError } from './mp4-format-error.ts';

/** Reads the fields of a box one after the other. Reading past the end throws `Mp4FormatError`. */
export class FieldReader {
  readonly #view: DataView;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#view = viewOf(bytes);
    this.#at = at;
  }

  /** Position of the next field. */
  get at(): number {
    return this.#at;
  }

  /** Bytes that are left. */
  get left(): number {
    return this.#view.byteLength - this.#at;
  }

  /** Leaves bytes out. */
  skip(count: number): void {
    this.#take(count);
  }

  /** The next bytes, as a view. */
  bytes(count: number): Uint8Array {
    const at = this.#take(count);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, count);
  }

  /** Unsigned 8 bits. */
  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  /** Unsigned 16 bits. */
  u16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  /** Unsigned 32 bits. */
  u32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  /** Signed 32 bits. */
  i32(): number {
    return this.#view.getInt32(this.#take(4));
  }

  /** Unsigned 64 bits; throws above 2^53 − 1, which no real clip reaches. */
  u64(): number {
    const value = this.#view.getBigUint64(this.#take(8));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Mp4FormatError('A time is out of range');
    return Number(value);
  }

  /** Whether the next 32 bits are −1; does not move. */
  isMinusOne32(): boolean {
    return this.left >= 4 && this.#view.getInt32(this.#at) === -1;
  }

  /** Whether the next 64 bits are −1; does not move. */
  isMinusOne64(): boolean {
    return this.left >= 8 && this.#view.getBigInt64(this.#at) === -1n;
  }

  #take(count: number): number {
    if (count < 0 || count > this.left) throw new Mp4FormatError('A box ends before its last field');
    const at = this.#at;
    this.#at += count;
    return at;
  }
}
