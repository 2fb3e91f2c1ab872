/** Fields of a parameter set that tests write. */
export interface SpsFields {
  profile: number;
  constraints: number;
  level: number;
  widthPx: number;
  heightPx: number;
  isProgressive: boolean;
  /** Luma alone, High profile only: then sides may be odd. Default false. */
  isGrey?: boolean;
  /** Null: left out. Pairs that table E-1 does not have are written as Extended_SAR. */
  pixelAspect: [number, number] | null;
  /** Null: left out. */
  colour: { primaries: number; transfer: number; matrix: number; isFullRange: boolean } | null;
}

/** A sequence parameter set as NAL unit, with cropping where the size is no multiple of 16 (32 for fields). */
export function writeSps(fields: SpsFields): Uint8Array {
  const bits: number[] = [];
  const put = (count: number, value: number) => {
    for (let n = count - 1; n >= 0; n -= 1) bits.push(Math.floor(value / 2 ** n) % 2);
  };
  const unsigned = (value: number) => {
    const length = Math.floor(Math.log2(value + 1));
    put(length, 0);
    put(length + 1, value + 1);
  };
  const flag = (value: boolean) => put(1, value ? 1 : 0);
  put(8, fields.profile);
  put(8, fields.constraints);
  put(8, fields.level);
  unsigned(0);
  if (fields.profile >= 100) {
    for (const value of [fields.isGrey === true ? 0 : 1, 0, 0]) unsigned(value); // chroma format, 8 bits
    put(2, 0);
  }
  for (const value of [0, 2, 4]) unsigned(value); // frame numbers, order type 2, reference frames
  put(1, 0);
  const rows = fields.isProgressive ? 16 : 32;
  const [across, down] = [Math.ceil(fields.widthPx / 16), Math.ceil(fields.heightPx / rows)];
  unsigned(across - 1);
  unsigned(down - 1);
  flag(fields.isProgressive);
  if (!fields.isProgressive) put(1, 0);
  put(1, 1);
  flag(true);
  const step = fields.isGrey === true ? 1 : 2;
  const right = (across * 16 - fields.widthPx) / step;
  const bottom = (down * rows - fields.heightPx) / (step * (rows / 16));
  for (const value of [0, right, 0, bottom]) unsigned(value);
  flag(true);
  flag(fields.pixelAspect !== null);
  if (fields.pixelAspect !== null) {
    const [width, height] = fields.pixelAspect;
    const isSquare = width === 1 && height === 1;
    put(8, isSquare ? 1 : 255);
    if (!isSquare) for (const value of fields.pixelAspect) put(16, value);
  }
  put(1, 0);
  flag(fields.colour !== null);
  if (fields.colour !== null) {
    put(3, 5);
    flag(fields.colour.isFullRange);
    put(1, 1);
    for (const value of [fields.colour.primaries, fields.colour.transfer, fields.colour.matrix])
      put(8, value);
  }
  put(5, 0); // no chroma places, timing, buffering, picture structure, restrictions
  put(1, 1);
  while (bits.length % 8 !== 0) bits.push(0);
  const payload = Array.from({ length: bits.length / 8 }, (_, n) =>
    bits.slice(n * 8, n * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0),
  );
  return Uint8Array.of(0x67, ...escaped(payload));
}

/** Puts a 3 where two zeros would be followed by a byte that could be taken for a start code. */
function escaped(payload: readonly number[]): number[] {
  const written: number[] = [];
  for (const byte of payload) {
    if (byte <= 3 && written.at(-1) === 0 && written.at(-2) === 0) written.push(3);
    written.push(byte);
  }
  return written;
}
