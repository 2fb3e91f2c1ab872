import { readSequenceParameterSet, type SequenceParameterSet } from '../h264/sequence-parameter-set.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';
import type { Track, TrackPicture } from '../mp4/track.ts';
import { displayedSize } from '../packager/displayed-size.ts';
import type { Note } from './findings.ts';
import type { InitContent } from './segment-content.ts';

const allowedPictures = new Set(['avc1', 'avc3', 'hvc1', 'hev1', 'dvh1', 'dvhe', 'av01', 'dav1']);
const allowedSound = /^(mp4a\.(40\.(2|5|29|42)|a5|a6)|ac-3|ec-3|ac-4|alac|fLaC|apac)$/i;
const h264Profiles = new Map([
  [66, 'Baseline'],
  [77, 'Main'],
  [100, 'High'],
]);
const highestLevel = 52;

/** Checks an initialization segment; answers the parameter set of an H.264 picture, or null. */
export function checkInit(uri: string, init: InitContent, note: Note): SequenceParameterSet | null {
  if (init.hasEditList) note('HLS-302', uri, 'an edit list (edts)');
  for (const kind of ['video', 'audio'] as const) {
    const count = init.tracks.filter((track) => track.kind === kind).length;
    if (count > 1) note('HLS-311', uri, `${count} ${kind} tracks`);
  }
  if (init.audio !== null && !allowedSound.test(init.audio.codec)) note('HLS-307', uri, init.audio.codec);
  const { video } = init;
  if (video === null || video.picture === null) return null;
  if (!allowedPictures.has(video.sampleEntry)) note('HLS-307', uri, video.sampleEntry);
  if (['avc3', 'hev1', 'dvhe'].includes(video.sampleEntry)) note('HLS-313', uri, video.sampleEntry);
  const [a, b, , c, d] = video.picture.matrix;
  if (a !== 0x1_0000 || b !== 0 || c !== 0 || d !== 0x1_0000) {
    note('HLS-306', uri, `matrix ${[a, b, c, d].map((value) => (value ?? 0) / 0x1_0000).join(' ')}`);
  }
  const shown = displayedSize(video.picture);
  if (shown.widthPx % 2 !== 0 || shown.heightPx % 2 !== 0) {
    note('HLS-304', uri, `${shown.widthPx}x${shown.heightPx}`);
  }
  const sps = readSps(uri, video, note);
  checkPixelAspect(uri, video.picture, sps, note);
  if (sps !== null) checkParameterSet(uri, video, video.picture, sps, note);
  return sps;
}

function readSps(uri: string, video: Track, note: Note): SequenceParameterSet | null {
  if (video.avc === null) return null;
  const unit = video.avc.parameterSets.find((set) => ((set[0] ?? 0) & 31) === 7);
  // avc3 brings its parameter sets in the segments.
  if (unit === undefined) {
    if (video.sampleEntry === 'avc1') note('HLS-301', uri, 'no sequence parameter set');
    return null;
  }
  try {
    return readSequenceParameterSet(unit);
  } catch (error) {
    if (!(error instanceof Mp4FormatError)) throw error;
    note('HLS-301', uri, error.message);
    return null;
  }
}

function checkPixelAspect(
  uri: string,
  picture: TrackPicture,
  sps: SequenceParameterSet | null,
  note: Note,
): void {
  const [across, down] = picture.pixelAspect;
  if (across !== down) note('HLS-303', uri, `pasp ${across}:${down}`);
  else if (sps?.pixelAspect != null && sps.pixelAspect[0] !== sps.pixelAspect[1]) {
    note('HLS-303', uri, `parameter set ${sps.pixelAspect.join(':')}`);
  }
}

function checkParameterSet(
  uri: string,
  video: Track,
  picture: TrackPicture,
  sps: SequenceParameterSet,
  note: Note,
): void {
  const { codedWidthPx, codedHeightPx } = picture;
  if (sps.widthPx !== codedWidthPx || sps.heightPx !== codedHeightPx) {
    note(
      'HLS-312',
      uri,
      `${sps.widthPx}x${sps.heightPx} in the parameter set, ${codedWidthPx}x${codedHeightPx} in the entry`,
    );
  }
  const codec = [sps.profile, sps.constraints, sps.level]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  if (!video.codec.endsWith(codec)) note('HLS-312', uri, `${codec} in the parameter set, ${video.codec}`);
  const profile = h264Profiles.get(sps.profile);
  if (profile === undefined || sps.level > highestLevel) {
    note('HLS-308', uri, `profile ${profile ?? sps.profile}, level ${sps.level / 10}`);
  } else if (profile !== 'High') note('HLS-314', uri, profile);
  if (!sps.isProgressive) note('HLS-309', uri, 'frame_mbs_only_flag is 0');
  checkColour(uri, sps, note);
}

function checkColour(uri: string, { colour }: SequenceParameterSet, note: Note): void {
  if (colour === null) note('HLS-305', uri, 'no colour description');
  else if (videoRange(colour.transfer) === 'SDR') {
    const { primaries, transfer, matrix, isFullRange } = colour;
    if (primaries !== 1 || transfer !== 1 || matrix !== 1 || isFullRange) {
      note('HLS-305', uri, `${primaries}/${transfer}/${matrix}${isFullRange ? ', full range' : ''}`);
    }
  }
}

/** VIDEO-RANGE that fits a transfer function (code point of ITU-T H.273). */
export function videoRange(transfer: number | undefined): 'SDR' | 'PQ' | 'HLG' {
  if (transfer === 16) return 'PQ';
  return transfer === 18 ? 'HLG' : 'SDR';
}
