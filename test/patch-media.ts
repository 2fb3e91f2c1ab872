/** Writes a length into the header of a file: of `mvhd`, `elst` (milliseconds), Matroska (milliseconds), FLV (seconds). */
export function patchNumbers(
  file: Buffer,
  where: 'mvhd' | 'elst' | 'matroska' | 'flv',
  length: number,
): Buffer {
  const bytes = Buffer.from(file);
  const after = (mark: Buffer): number => {
    const at = bytes.indexOf(mark);
    if (at < 0) throw new Error(`there is no ${where} to patch`);
    return at + mark.length;
  };
  // Version, flags, two dates and the time scale come before the one; version, flags and a count before the other.
  if (where === 'mvhd') bytes.writeUInt32BE(length, after(Buffer.from('mvhd')) + 16);
  if (where === 'elst') bytes.writeUInt32BE(length, after(Buffer.from('elst')) + 8);
  // The element Duration holds a double of eight bytes.
  if (where === 'matroska') bytes.writeDoubleBE(length, after(Buffer.from([0x44, 0x89, 0x88])));
  if (where === 'flv') bytes.writeDoubleBE(length, after(Buffer.from('duration\0', 'latin1')));
  return bytes;
}

/** Puts another edit list into each track of an MP4 whose header comes last: begin and length of parts in milliseconds. */
export function editMovie(
  file: Buffer,
  parts: readonly (readonly [beginMs: number, lengthMs: number])[],
): Buffer {
  const moovAt = file.lastIndexOf(Buffer.from('moov')) - 4;
  const moov = mapBox(file.subarray(moovAt), (track) => {
    const scaleAt = track.indexOf(Buffer.from('mdhd')) + 16;
    const ticks = (ms: number): number => Math.round((ms * track.readUInt32BE(scaleAt)) / 1000);
    const delay = firstMediaTime(track);
    const entries = parts.map(([beginMs, lengthMs]) => numbers(lengthMs, delay + ticks(beginMs), 0x10000));
    return box('edts', box('elst', numbers(0, parts.length), ...entries));
  });
  return Buffer.concat([file.subarray(0, moovAt), moov]);
}

/** Where the track's own edit list begins: pictures are decoded before they are shown, and sound is primed. */
function firstMediaTime(track: Buffer): number {
  const at = track.indexOf(Buffer.from('elst'));
  return at < 0 ? 0 : Math.max(0, track.readInt32BE(at + 16));
}

/** The movie header with the edit list of each track replaced. */
function mapBox(moov: Buffer, editsOf: (track: Buffer) => Buffer): Buffer {
  const children = childrenOf(moov).map((child) => {
    if (child.toString('latin1', 4, 8) !== 'trak') return child;
    const kept = childrenOf(child).filter((inner) => inner.toString('latin1', 4, 8) !== 'edts');
    const [header = Buffer.alloc(0), ...rest] = kept;
    return box('trak', header, editsOf(child), ...rest);
  });
  return box('moov', ...children);
}

function childrenOf(parent: Buffer): Buffer[] {
  const children: Buffer[] = [];
  const end = Math.min(parent.length, parent.readUInt32BE(0));
  for (let at = 8; at + 8 <= end;) {
    const size = parent.readUInt32BE(at);
    children.push(parent.subarray(at, at + size));
    at += size;
  }
  return children;
}

function box(type: string, ...content: Buffer[]): Buffer {
  const size = content.reduce((sum, { length }) => sum + length, 8);
  return Buffer.concat([numbers(size), Buffer.from(type, 'latin1'), ...content]);
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, n) => bytes.writeUInt32BE(value, n * 4));
  return bytes;
}
