import { BitReader, unescapedPayload } from './bit-reader.ts';

/** What an H.264 sequence parameter set says of the picture (ITU-T H.264 section 7.3.2.1 and annex E). */
export interface SequenceParameterSet {
  /** `profile_idc`: 66 Baseline, 77 Main, 100 High. */
  profile: number;
  /** The byte of constraint flags. */
  constraints: number;
  /** `level_idc`: 31 is level 3.1. */
  level: number;
  /** Width after cropping. */
  widthPx: number;
  /** Height after cropping. */
  heightPx: number;
  /** Whether there are whole frames only; false: fields may come. */
  isProgressive: boolean;
  /** Width and height of a pixel; null when it is not said. */
  pixelAspect: [number, number] | null;
  /** Colour description; null when it is not said. */
  colour: Colour | null;
}

/** Code points of ITU-T H.273. */
export interface Colour {
  /** `colour_primaries`: 1 is BT.709. */
  primaries: number;
  /** `transfer_characteristics`: 1 is BT.709, 16 PQ, 18 HLG. */
  transfer: number;
  /** `matrix_coefficients`: 1 is BT.709. */
  matrix: number;
  /** Whether luma uses all values from 0 to 255. */
  isFullRange: boolean;
}

/** Profiles whose parameter sets carry the chroma format and scaling lists. */
const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Table E-1: `aspect_ratio_idc` 0 to 16. */
const pixelAspects: ([number, number] | null)[] = [
  null,
  [1, 1],
  [12, 11],
  [10, 11],
  [16, 11],
  [40, 33],
  [24, 11],
  [20, 11],
  [32, 11],
  [80, 33],
  [18, 11],
  [15, 11],
  [64, 33],
  [160, 99],
  [4, 3],
  [3, 2],
  [2, 1],
];

/** Reads a sequence parameter set, given as NAL unit. Throws `Mp4FormatError` when it is cut off or impossible. */
export function readSequenceParameterSet(unit: Uint8Array): SequenceParameterSet {
  const reader = new BitReader(unescapedPayload(unit));
  const [profile, constraints, level] = [reader.bits(8), reader.bits(8), reader.bits(8)];
  reader.unsigned(); // seq_parameter_set_id
  const chromaFormat = highProfiles.has(profile) ? readChroma(reader) : 1;
  reader.unsigned(); // log2_max_frame_num_minus4
  skipPictureOrder(reader);
  reader.unsigned(); // max_num_ref_frames
  reader.bit(); // gaps_in_frame_num_value_allowed_flag
  const macroblocksAcross = reader.unsigned() + 1;
  const mapUnitsDown = reader.unsigned() + 1;
  const isProgressive = reader.flag();
  if (!isProgressive) reader.bit(); // mb_adaptive_frame_field_flag
  reader.bit(); // direct_8x8_inference_flag
  const crop = reader.flag() ? Array.from({ length: 4 }, () => reader.unsigned()) : [];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const fields = isProgressive ? 1 : 2;
  const cropAcross = chromaFormat === 1 || chromaFormat === 2 ? 2 : 1;
  const cropDown = fields * (chromaFormat === 1 ? 2 : 1);
  return {
    profile,
    constraints,
    level,
    widthPx: macroblocksAcross * 16 - (left + right) * cropAcross,
    heightPx: mapUnitsDown * 16 * fields - (top + bottom) * cropDown,
    isProgressive,
    ...(reader.flag() ? readUsability(reader) : { pixelAspect: null, colour: null }),
  };
}

/** Chroma format: 0 monochrome (and 4:4:4 in separate planes), 1 4:2:0, 2 4:2:2, 3 4:4:4. */
function readChroma(reader: BitReader): number {
  const format = reader.unsigned();
  const isSeparate = format === 3 && reader.flag();
  reader.unsigned(); // bit_depth_luma_minus8
  reader.unsigned(); // bit_depth_chroma_minus8
  reader.bit(); // qpprime_y_zero_transform_bypass_flag
  if (reader.flag()) {
    for (let n = 0; n < (format === 3 ? 12 : 8); n += 1) {
      if (reader.flag()) skipScalingList(reader, n < 6 ? 16 : 64);
    }
  }
  return isSeparate ? 0 : format;
}

function skipScalingList(reader: BitReader, size: number): void {
  let next = 8;
  for (let n = 0; n < size && next !== 0; n += 1) next = (next + reader.signed() + 256) % 256;
}

function skipPictureOrder(reader: BitReader): void {
  const type = reader.unsigned();
  if (type === 0) reader.unsigned();
  if (type !== 1) return;
  reader.bit();
  reader.signed();
  reader.signed();
  for (let left = reader.unsigned(); left > 0; left -= 1) reader.signed();
}

/** The part of the video usability information (annex E.1.1) that says how the picture is shown. */
function readUsability(reader: BitReader): Pick<SequenceParameterSet, 'pixelAspect' | 'colour'> {
  let pixelAspect: [number, number] | null = null;
  if (reader.flag()) {
    const index = reader.bits(8);
    // 255 is Extended_SAR: the two numbers follow.
    pixelAspect = index === 255 ? [reader.bits(16), reader.bits(16)] : (pixelAspects[index] ?? null);
  }
  if (reader.flag()) reader.bit(); // overscan
  let colour: Colour | null = null;
  if (reader.flag()) {
    reader.bits(3); // video_format
    const isFullRange = reader.flag();
    // 2 is «unspecified».
    colour = { primaries: 2, transfer: 2, matrix: 2, isFullRange };
    if (reader.flag()) {
      const [primaries, transfer, matrix] = [reader.bits(8), reader.bits(8), reader.bits(8)];
      colour = { primaries, transfer, matrix, isFullRange };
    }
  }
  return { pixelAspect, colour };
}
