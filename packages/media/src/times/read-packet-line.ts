/** The times of a packet, in milliseconds of the file's clock. */
export interface PacketTimes {
  /** Index of its stream. */
  stream: number;
  /** When it is presented; null when it does not say. */
  ptsMs: number | null;
  /** When it is decoded; null when it does not say. */
  dtsMs: number | null;
  /** How long it lasts; null when it does not say. */
  durationMs: number | null;
  /** Whether anything of it is presented; an edit list may leave it out. */
  isShown: boolean;
}

/** What ffprobe must be asked for `readPacketLine`: one short line for each packet of the file. */
export const packetSections: readonly string[] = [
  ...['-show_entries', 'packet=stream_index,pts_time,dts_time,duration_time,flags'],
  ...['-of', 'compact=print_section=0:nokey=1'],
];

/** Reads a line of `packetSections`: `0|5.160000|N/A|0.040000|K_`; null for any other. */
export function readPacketLine(line: string): PacketTimes | null {
  const [stream = '', pts = '', dts = '', duration = '', flags = ''] = line.split('|');
  if (!/^\d+$/.test(stream) || duration === '') return null;
  const durationMs = toMs(duration);
  return {
    stream: Number(stream),
    ptsMs: toMs(pts),
    dtsMs: toMs(dts),
    durationMs: durationMs !== null && durationMs > 0 ? durationMs : null,
    isShown: !flags.includes('D'),
  };
}

/** `N/A` is no number. */
function toMs(seconds: string): number | null {
  const value = Number(seconds) * 1000;
  return Number.isFinite(value) ? value : null;
}
