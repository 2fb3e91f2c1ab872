import { Mp4FormatError } from '../mp4/mp4-format-error.ts';

/** Reads the bit fields of an H.264 parameter set (ITU-T H.264 section 7.2). Past the end it throws `Mp4FormatError`. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** One bit. */
  bit(): number {
    const byte = this.#bytes[this.#at >> 3];
    if (byte === undefined) throw new Mp4FormatError('A parameter set ends before its last field');
    const bit = (byte >> (7 - (this.#at & 7))) & 1;
    this.#at += 1;
    return bit;
  }

  /** One bit as an answer. */
  flag(): boolean {
    return this.bit() === 1;
  }

  /** Unsigned number of `count` bits, at most 32. */
  bits(count: number): number {
    let value = 0;
    for (let n = 0; n < count; n += 1) value = value * 2 + this.bit();
    return value;
  }

  /** Exp-Golomb code ue(v), section 9.1. */
  unsigned(): number {
    let zeros = 0;
    while (this.bit() === 0) {
      zeros += 1;
      if (zeros > 32) throw new Mp4FormatError('A parameter set holds an impossible number');
    }
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** Exp-Golomb code se(v), section 9.1.1. */
  signed(): number {
    const code = this.unsigned();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}

/** The bits of a NAL unit without the bytes that only prevent start codes (section 7.4.1), header byte left out. */
export function unescapedPayload(unit: Uint8Array): Uint8Array {
  const kept = new Uint8Array(unit.length);
  let length = 0;
  let zeros = 0;
  for (const byte of unit.subarray(1)) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    kept[length] = byte;
    length += 1;
  }
  return kept.subarray(0, length);
}
