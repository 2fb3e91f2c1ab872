import { join } from 'node:path';
import {
  type EditDocument,
  type Item,
  type Rate,
  evaluateFrame,
  exactFrameTicks,
  frameCount,
} from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { describe, expect, it } from 'vitest';
import { probeJson, withFolder } from '../../../../test/run-tool.ts';
import { barCodeSize as size, makeBarCodes, readBarCodes } from '../../../../test/bar-codes.ts';
import { renderInto, type KeptSegments } from './testing/render-into.ts';

/** Cuts at every kind of speed, from a source of one rate into an output of another. */
function cutsOf(fps: Rate, sourceFps: Rate): EditDocument {
  const [frame, sourceFrame] = [exactFrameTicks(fps), exactFrameTicks(sourceFps)];
  let start = 0;
  const clip = (id: string, frames: number, sourceIn: number, retime?: object): Item => {
    const item = {
      id,
      kind: 'clip',
      start,
      duration: frames * frame,
      asset: 'film',
      sourceIn: sourceIn * sourceFrame,
    };
    start += frames * frame;
    return { ...item, ...(retime !== undefined && { retime }) };
  };
  const speed = (num: number, den: number, reversed = false) => ({
    kind: 'constant',
    speed: { num, den },
    reversed,
  });
  return {
    ...{ schema: 'weireel.edit', version: 1, canvas: size, fps, styles: {} },
    assets: {
      film: {
        ...{ kind: 'video', sha256: 'a'.repeat(64), ...size, fps: sourceFps, hasSound: false },
        duration: 400 * sourceFrame,
      },
    },
    tracks: [
      {
        ...{ id: 'main', kind: 'visual', transitions: [] },
        items: [
          clip('cut', 13, 37),
          clip('long', 70, 101),
          clip('slow', 20, 250, speed(1, 3)),
          clip('fast', 15, 10, speed(5, 2)),
          clip('back', 25, 90, speed(1, 1, true)),
          clip('backSlow', 21, 300, speed(2, 5, true)),
          clip('frozen', 8, 333, { kind: 'freeze' }),
          clip('curve', 30, 200, {
            kind: 'curve',
            points: [
              { at: 0, speed: { num: 1, den: 2 } },
              { at: 20 * frame, speed: { num: 3, den: 1 } },
            ],
          }),
          clip('first', 5, 0),
          clip('slowest', 15, 20, speed(1, 10)),
          clip('fastest', 12, 40, speed(10, 1)),
        ],
      },
    ],
  };
}

describe('cuts that are rendered', () => {
  it.each([
    [
      { num: 30, den: 1 },
      { num: 30, den: 1 },
    ],
    [
      { num: 25, den: 1 },
      { num: 30_000, den: 1001 },
    ],
  ])(
    'show at every frame what the document says, at %j from %j (GOAL-1, GOAL-3, GOAL-4, GOAL-7, GOAL-8, GOAL-12, GOAL-32, GOAL-64, GOAL-72, GOAL-78)',
    async (fps, sourceFps) => {
      const document = cutsOf(fps, sourceFps);
      expect(checkDocument(document).problems).toEqual([]);
      await withFolder(async (folder) => {
        await makeBarCodes(join(folder, 'source.mp4'), sourceFps, 400);
        const sources = { ['a'.repeat(64)]: 'source' };
        const kept: KeptSegments = new Map();
        const film = await renderInto(folder, document, sources, { kept });

        const expected = Array.from({ length: frameCount(document) }, (_, frame) => {
          const [layer] = evaluateFrame(document, frame).layers;
          return layer?.kind === 'layer' && layer.content.kind === 'video' ? layer.content.frame : null;
        });
        expect(await readBarCodes(film.path)).toEqual(expected);
        const { streams, packets } = (await probeJson(film.path, '-show_streams', '-show_packets')) as {
          streams: Record<string, unknown>[];
          packets: { pts: number; duration: number; flags: string }[];
        }; // as: ffprobe’s form
        expect(streams).toMatchObject([
          {
            nb_frames: String(expected.length),
            avg_frame_rate: `${fps.num}/${fps.den}`,
            color_space: 'bt709',
            color_primaries: 'bt709',
            color_transfer: 'bt709',
            color_range: 'tv',
          },
        ]);
        expect(Number(streams[0]?.duration)).toBeCloseTo((expected.length * fps.den) / fps.num, 6);
        // All frames are of one length, each at its place.
        const times = packets.map(({ pts }) => pts).toSorted((a, b) => a - b);
        expect(times).toEqual(expected.map((_, frame) => frame * fps.den));
        expect(new Set(packets.map(({ duration }) => duration))).toEqual(new Set([fps.den]));

        expect(film.shares).toEqual(film.shares.toSorted((a, b) => a - b));
        if (fps.num !== sourceFps.num) return;
        // The same film comes of it one segment after the other, and when any half of them was rendered before.
        for (const [parity, atOnce] of [
          [0, 1],
          [1, 4],
        ] as const) {
          const half = new Map([...kept].filter((_, index) => index % 2 === parity));
          const count = kept.size - half.size;
          const again = await renderInto(folder, document, sources, { kept: half, atOnce });
          expect([again.hash, again.rendered]).toEqual([film.hash, count]);
        }
      });
    },
  );
});
