/**
 * What `veryfast` does without in all that we encode: the partitions of P and B frames (a fifth of its processor time, for
 * 0.03 to 0.08 dB of SSIM or 0 to 2 % of bits) and the hexagon of the motion search (a twentieth, for nothing that could
 * be measured on camera clips; decision 17).
 */
export const encoderSavings: readonly string[] = ['-partitions', 'i4x4,i8x8', '-motion-est', 'dia'];
