/**
 * One AAC-LC frame of silence for one or two channels, at any sample rate: what FFmpeg's encoder writes for
 * digital silence, a single channel or channel pair element without a coded band (ISO/IEC 14496-3 section 4.4.2).
 */
export function silentAacFrame(channelCount: number): Uint8Array | null {
  if (channelCount === 1) return Uint8Array.of(0x01, 0x18, 0x20, 0x07);
  if (channelCount === 2) return Uint8Array.of(0x21, 0x10, 0x04, 0x60, 0x8c, 0x1c);
  return null;
}
