/** A number from 0 to below 1 that two whole numbers always give, and neighbours give no neighbours of it. */
export function spread(a: number, b: number): number {
  let mixed = Math.imul(a ^ 0x9e_37_79_b9, 0x85_eb_ca_6b) ^ Math.imul(b ^ 0xc2_b2_ae_35, 0x27_d4_eb_2f);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c_1b_3c_6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x29_7a_2d_39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}
