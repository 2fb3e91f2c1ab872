import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runTool, withFolder } from '../../../../test/run-tool.ts';
import { FragmentReader } from '../mp4/fragment-reader.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';
import { readSequenceParameterSet } from './sequence-parameter-set.ts';
import { writeSps } from './testing/write-sps.ts';

/** The parameter set that x264 writes for one picture of this size. */
async function encoded(size: string, ...options: string[]): Promise<Uint8Array> {
  return withFolder(async (folder) => {
    const path = join(folder, 'one.mp4');
    const input = ['-f', 'lavfi', '-i', `color=r=25:s=${size}`, '-frames:v', '1'];
    await runTool('ffmpeg', [...input, '-c:v', 'libx264', '-preset', 'veryfast', ...options, path]);
    const bytes = await readFile(path);
    const event = new FragmentReader().push(bytes.subarray(bytes.indexOf('moov') - 4))[0];
    const track = event?.kind === 'header' ? event.tracks[0] : undefined;
    return track?.avc?.parameterSets.find((set) => ((set[0] ?? 0) & 31) === 7) ?? new Uint8Array();
  });
}

describe('readSequenceParameterSet', () => {
  test('reads what x264 wrote: cropping, colour and square pixels', async () => {
    const colour = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
    const range = ['-color_range', 'tv', '-pix_fmt', 'yuv420p', '-profile:v', 'high'];
    expect(readSequenceParameterSet(await encoded('854x482,setsar=1', ...colour, ...range))).toEqual({
      profile: 100,
      constraints: 0,
      level: 31,
      widthPx: 854,
      heightPx: 482,
      isProgressive: true,
      pixelAspect: [1, 1],
      colour: { primaries: 1, transfer: 1, matrix: 1, isFullRange: false },
    });
  });

  test('reads fields, wide pixels and Baseline', async () => {
    const interlaced = ['-flags', '+ildct+ilme', '-x264-params', 'interlaced=1', '-pix_fmt', 'yuv420p'];
    expect(readSequenceParameterSet(await encoded('640x360,setsar=7/5', ...interlaced))).toMatchObject({
      widthPx: 640,
      heightPx: 360,
      isProgressive: false,
      pixelAspect: [7, 5],
    });
    const baseline = ['-profile:v', 'baseline', '-pix_fmt', 'yuv420p'];
    expect(readSequenceParameterSet(await encoded('160x90', ...baseline))).toMatchObject({
      profile: 66,
      widthPx: 160,
      heightPx: 90,
      colour: null,
    });
  });

  test('reads 4:4:4 with its own cropping', async () => {
    const options = ['-vf', 'format=yuv444p,crop=33:35:0:0:exact=1'];
    expect(readSequenceParameterSet(await encoded('34x36', ...options))).toMatchObject({
      profile: 244,
      widthPx: 33,
      heightPx: 35,
    });
  });

  test('reads back whatever tests write', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const fields = fc.record({
      profile: fc.constantFrom(66, 77, 100),
      constraints: byte,
      level: byte,
      widthPx: fc.integer({ min: 1, max: 2000 }).map((half) => half * 2),
      heightPx: fc.integer({ min: 1, max: 1000 }).map((quarter) => quarter * 4),
      isProgressive: fc.boolean(),
      pixelAspect: fc.option(fc.constantFrom<[number, number][]>([1, 1], [7, 5], [0x300, 0x1])),
      colour: fc.option(
        fc.record({ primaries: byte, transfer: byte, matrix: byte, isFullRange: fc.boolean() }),
      ),
    });
    fc.assert(
      fc.property(fields, (written) => {
        expect(readSequenceParameterSet(writeSps(written))).toEqual(written);
      }),
    );
  });

  test('never fails otherwise than with its own error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          readSequenceParameterSet(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Mp4FormatError);
        }
      }),
    );
  });
});
