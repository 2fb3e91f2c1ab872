import { asciiBytes, concatBytes, u32 } from '../../mp4/bytes.ts';
import type { initRules, segmentRules } from '../media-rules.ts';
import { segmentsOf, soundSample, type RungModel } from './edition.ts';
import { change, dropTrickPlay } from './mutate.ts';
import { cut, type PlantedFaults } from './planted-fault.ts';

/** Faults of initialization segments and segments. */
export const segmentFaults: PlantedFaults<keyof typeof initRules | keyof typeof segmentRules> = {
  'HLS-301': [
    { title: 'no mvex', rungs: (_small, large) => void (large.hasMvex = false) },
    {
      title: 'another file',
      files: (files) => void files.set('v1/init.mp4', { bytes: asciiBytes('hello, world') }),
    },
  ],
  'HLS-302': [{ title: 'an edit list', rungs: (_small, large) => void (large.hasEditList = true) }],
  'HLS-303': [
    {
      title: 'wide pixels in the parameter set',
      rungs: (_small, { sps }) => void (sps.pixelAspect = [4, 3]),
    },
    {
      title: 'wide pixels in the sample entry',
      rungs: (small, large) => {
        for (const rung of [small, large]) rung.pixelAspect = rung.sps.pixelAspect = [2, 1];
      },
    },
  ],
  'HLS-304': [
    {
      title: 'an odd height',
      rungs: (_small, large) => {
        large.sps.isGrey = true;
        large.heightPx = large.sps.heightPx = 361;
      },
    },
  ],
  'HLS-305': [
    { title: 'no colour', rungs: (_small, { sps }) => void (sps.colour = null) },
    {
      title: 'BT.601',
      rungs: (_small, { sps }) =>
        void (sps.colour = { primaries: 6, transfer: 6, matrix: 6, isFullRange: false }),
    },
    {
      title: 'full range',
      rungs: (_small, { sps }) =>
        void (sps.colour = { primaries: 1, transfer: 1, matrix: 1, isFullRange: true }),
    },
  ],
  'HLS-306': [
    {
      title: 'half a turn',
      rungs: (_small, large) => void (large.matrix = [-0x10000, 0, 0, 0, -0x10000, 0, 0, 0, 0x40000000]),
    },
  ],
  'HLS-307': [{ title: 'Opus', rungs: (_small, large) => void (large.soundEntry = 'Opus') }],
  'HLS-308': [
    { title: 'level 6', rungs: (_small, { sps }) => void (sps.level = 60) },
    { title: 'High 10', rungs: (_small, { sps }) => void (sps.profile = 110) },
  ],
  'HLS-309': [{ title: 'fields', rungs: (_small, { sps }) => void (sps.isProgressive = false) }],
  'HLS-310': [
    {
      title: '120 pictures per second',
      rungs: (_small, large) => {
        large.segments = segmentsOf([240, 240, 240, 240], 300, 250);
        large.framesPerSecond = 120;
      },
    },
  ],
  'HLS-311': [{ title: 'two sound tracks', rungs: (_small, large) => void (large.soundTracks = 2) }],
  'HLS-312': [{ title: 'another width', rungs: (_small, { sps }) => void (sps.widthPx = 638) }],
  'HLS-313': [{ title: 'avc3', rungs: (_small, large) => void (large.sampleEntry = 'avc3') }],
  'HLS-314': [{ title: 'Main profile', rungs: (_small, { sps }) => void (sps.profile = 77) }],
  'HLS-401': [
    {
      title: 'a segment that is cut off',
      files: (files) => {
        const bytes = files.get('v1/s2.m4s')?.bytes ?? new Uint8Array();
        files.set('v1/s2.m4s', { bytes: bytes.subarray(0, bytes.length - 100) });
      },
    },
  ],
  'HLS-402': [
    {
      title: 'a segment that begins with a P picture',
      rungs: (_small, { segments }) => void segments[2]?.pictures[0]?.data.set([0x61], 4),
      files: (files) => dropTrickPlay(files, 'v1'),
    },
  ],
  'HLS-403': [
    {
      title: 'a clip that begins at one second',
      rungs: (small, large) => {
        for (const segment of [...small.segments, ...large.segments]) {
          segment.start += 30_000;
          segment.soundStart += 48_000;
        }
      },
    },
  ],
  'HLS-404': [
    {
      title: 'a gap of 20 ms',
      rungs: (_small, { segments }) => segments.slice(2).forEach((segment) => void (segment.start += 600)),
    },
  ],
  'HLS-405': [
    {
      title: 'an open group of pictures',
      rungs: (_small, { segments }) => setOffset(segments[1]?.pictures[1], -1500),
    },
  ],
  'HLS-406': [
    {
      title: 'a picture that lasts too long',
      rungs: (_small, { segments }) => setOffset(segments[1]?.pictures[59], 500),
    },
  ],
  'HLS-407': [
    {
      title: 'a picture of no length',
      rungs: (_small, { segments }) => {
        const [one, other] = segments[1]?.pictures.slice(3, 5) ?? [];
        if (one !== undefined && other !== undefined) [one.duration, other.duration] = [0, 2000];
      },
    },
  ],
  'HLS-408': [
    {
      title: 'lengths that are 20 ms wrong',
      rungs: (_small, { segments }) => {
        const [one, other] = segments;
        if (one !== undefined && other !== undefined) [one.extinf, other.extinf] = [2.02, 1.98];
      },
    },
  ],
  'HLS-409': [
    {
      title: 'lengths that are 9 ms short each',
      files: (files) => change(files, 'v1/index.m3u8', /2\.000000/g, '1.991000'),
    },
  ],
  'HLS-410': [
    { title: 'a short last segment', rungs: (small, large) => cut([60, 60, 60, 50, 10], small, large) },
  ],
  'HLS-411': [
    {
      title: 'a segment that is longer than it says',
      rungs: (small, large) => {
        cut([60, 75, 60, 60], small, large);
        for (const { segments } of [small, large]) {
          const long = segments[1];
          const last = long?.pictures[74];
          if (long === undefined || last === undefined) continue;
          last.duration += 150;
          long.extinf = 2.498;
          segments.slice(2).forEach((segment) => void (segment.start += 150));
        }
      },
    },
  ],
  'HLS-412': [
    {
      title: 'sound that begins 42 ms late',
      rungs: (_small, { segments }) => segments.forEach((segment) => void (segment.soundStart += 2000)),
    },
  ],
  'HLS-413': [
    {
      title: 'sound that ends 107 ms early',
      rungs: (_small, { segments }) => void segments[3]?.sound.splice(-5),
    },
    {
      title: 'sound that ends 64 ms late',
      rungs: (_small, { segments }) =>
        void segments[3]?.sound.push(soundSample(), soundSample(), soundSample()),
    },
  ],
  'HLS-414': [
    {
      title: 'a gap of 10 ms in the sound',
      rungs: (_small, { segments }) =>
        segments.slice(2).forEach((segment) => void (segment.soundStart += 480)),
    },
  ],
  'HLS-415': [
    {
      title: 'a parameter set in a segment',
      rungs: (_small, { segments }) => {
        const first = segments[1]?.pictures[0];
        const unit = concatBytes([u32(3), Uint8Array.of(0x67, 0x42, 0x00)]);
        if (first !== undefined) first.data = concatBytes([unit, first.data]);
      },
    },
  ],
  'HLS-416': [
    {
      title: 'an IDR that is not flagged',
      rungs: (_small, { segments }) => {
        const first = segments[1]?.pictures[0];
        if (first !== undefined) first.isSync = false;
      },
    },
  ],
  'HLS-417': [{ title: 'one IDR in five seconds', rungs: (small, large) => cut([150, 150], small, large) }],
  'HLS-418': [
    {
      title: 'a frame of one tick, and one that makes up for it',
      rungs: (small) => setDurations(small, [1, 2047]),
    },
    {
      title: 'two frames where one is twice as long',
      rungs: (small, large) => {
        for (const each of [small, large]) setDurations(each, [1024, 2048]);
        for (const each of [small, large]) each.segments[1]?.sound.pop();
      },
    },
  ],
};

/** Lengths of the first frames of sound of the second segment. */
function setDurations({ segments }: RungModel, ticks: readonly number[]): void {
  ticks.forEach((duration, n) => {
    const sample = segments[1]?.sound[n];
    if (sample !== undefined) sample.duration = duration;
  });
}

function setOffset(sample: { compositionOffset: number } | undefined, ticks: number): void {
  if (sample !== undefined) sample.compositionOffset = ticks;
}
