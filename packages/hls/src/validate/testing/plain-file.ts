import { writeBox, writeFullBox } from '../../mp4/box.ts';
import { asciiBytes, u32 } from '../../mp4/bytes.ts';

/** A movie header with a picture and a sound of so many milliseconds. */
export function plainFile(...tracksMs: number[]): Uint8Array {
  const kinds = ['vide', 'soun'];
  const traks = tracksMs.map((ms, n) => {
    const hdlr = writeFullBox('hdlr', 0, 0, u32(0), asciiBytes(kinds[n] ?? 'text'), u32(0), u32(0), u32(0));
    const mdhd = writeFullBox('mdhd', 0, 0, u32(0), u32(0), u32(1000), u32(0));
    const tables = [
      writeFullBox('stts', 0, 0, u32(1), u32(1), u32(ms)),
      writeFullBox('stsc', 0, 0, u32(0)),
      writeFullBox('stco', 0, 0, u32(0)),
    ];
    const minf = writeBox('minf', writeBox('stbl', ...tables));
    return writeBox('trak', writeBox('mdia', mdhd, hdlr, minf));
  });
  return writeBox('moov', ...traks);
}
