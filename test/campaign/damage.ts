/** A sound file to start from. */
export interface BaseFile {
  /** Its name. */
  name: string;
  /** Its content. */
  bytes: Uint8Array;
}

/** A file that was damaged. */
export interface DamagedFile {
  /** Number, kind of damage and what was damaged. */
  name: string;
  /** Kind of damage. */
  kind: DamageKind;
  /** Its content. */
  bytes: Uint8Array;
}

/** What makes damage. */
interface Tools {
  random: () => number;
  /** A whole number from 0 up to, but not including, the limit. */
  upTo: (limit: number) => number;
  /** Another sound file, for what takes two. */
  other: Uint8Array;
}

/** Numbers that parsers get wrong: none, one, signs, and as many as fit. */
const nastyNumbers = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];

const damages = {
  'bit flips': (bytes: Uint8Array, { upTo }: Tools) => {
    const damaged = bytes.slice();
    for (let flips = 1 + upTo(64); flips > 0; flips -= 1) flip(damaged, upTo(damaged.length), upTo(8));
    return damaged;
  },
  'bit flips in the index': (bytes: Uint8Array, { upTo }: Tools) => {
    const damaged = bytes.slice();
    const [start, end] = indexOf(bytes);
    for (let flips = 1 + upTo(12); flips > 0; flips -= 1) flip(damaged, start + upTo(end - start), upTo(8));
    return damaged;
  },
  'nasty numbers in the index': (bytes: Uint8Array, { upTo }: Tools) => {
    const damaged = bytes.slice();
    const view = new DataView(damaged.buffer);
    const [start, end] = indexOf(bytes);
    for (let times = 1 + upTo(4); times > 0; times -= 1) {
      const at = start + upTo(Math.max(1, end - start - 4));
      if (at + 4 <= damaged.length) view.setUint32(at, nastyNumbers[upTo(nastyNumbers.length)] ?? 0);
    }
    return damaged;
  },
  truncation: (bytes: Uint8Array, { upTo }: Tools) => bytes.slice(0, 1 + upTo(bytes.length - 1)),
  'zeroed range': (bytes: Uint8Array, { upTo }: Tools) => {
    const damaged = bytes.slice();
    const start = upTo(damaged.length);
    return damaged.fill(0, start, start + 1 + upTo(Math.ceil(damaged.length / 4)));
  },
  'left-out range': (bytes: Uint8Array, { upTo }: Tools) => {
    const start = upTo(bytes.length);
    return joined(bytes.subarray(0, start), bytes.subarray(start + 1 + upTo(Math.ceil(bytes.length / 4))));
  },
  'repeated range': (bytes: Uint8Array, { upTo }: Tools) => {
    const start = upTo(bytes.length);
    const end = start + 1 + upTo(Math.ceil(bytes.length / 4));
    return joined(bytes.subarray(0, end), bytes.subarray(start));
  },
  spliced: (bytes: Uint8Array, { random, other }: Tools) => {
    const share = random();
    return joined(
      bytes.subarray(0, Math.floor(bytes.length * share)),
      other.subarray(Math.floor(other.length * share)),
    );
  },
  'header of one, body of another': (bytes: Uint8Array, { other }: Tools) => {
    const [, end] = indexOf(bytes);
    const [, otherEnd] = indexOf(other);
    return joined(bytes.subarray(0, end), other.subarray(otherEnd));
  },
} satisfies Record<string, (bytes: Uint8Array, tools: Tools) => Uint8Array>;

/** A kind of damage. */
export type DamageKind = keyof typeof damages;

/** Every kind of damage. */
export const damageKinds = Object.keys(damages) as DamageKind[]; // the keys of this very object

/** Damages a base file in each kind in turn; the same random numbers make the same files. */
export function damageFile(bases: readonly BaseFile[], n: number, random: () => number): DamagedFile {
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const kind = damageKinds[n % damageKinds.length] ?? 'truncation';
  const base = bases[upTo(bases.length)];
  const other = bases[upTo(bases.length)];
  if (!base || !other) throw new RangeError('there is nothing to damage');
  const bytes = damages[kind](base.bytes, { random, upTo, other: other.bytes });
  return {
    name: `${n} ${kind}: ${base.name}`,
    kind,
    bytes: bytes.length === 0 ? base.bytes.slice(0, 1) : bytes,
  };
}

/** Where the structure is: the box `moov` of an MP4, the first 4 kB of anything else. */
function indexOf(bytes: Uint8Array): [start: number, endExclusive: number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.length;) {
    const sizeBytes = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (sizeBytes < 8 || !/^[a-z]{4}$/.test(type)) break;
    if (type === 'moov') return [at, Math.min(bytes.length, at + sizeBytes)];
    at += sizeBytes;
  }
  return [0, Math.min(4096, bytes.length)];
}

function flip(bytes: Uint8Array, at: number, bit: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
