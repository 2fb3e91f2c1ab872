import { ticksPerSecond as second } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fragmentArguments, soundFileArguments, stillArguments } from './preview-arguments.ts';
import { joinArguments } from './join-arguments.ts';
import { planRender } from './plan-render.ts';
import { segmentRun } from './segment-arguments.ts';
import { measureArguments, soundPartsArguments } from './sound-arguments.ts';

const canvas = { widthPx: 32, heightPx: 32 };
const fps = { num: 25, den: 1 };
const frame = second / 25;

/** One frame of a document in which a string stands wherever a person may write one. */
function documentWith(text: string): unknown {
  const label = text.slice(0, 100);
  const place = (id: string) => ({ id, start: 0, duration: frame, name: label });
  const film = { kind: 'video', sha256: 'a'.repeat(64), duration: second, fps, hasSound: true };
  return {
    ...{ schema: 'weireel.edit', version: 1, canvas, fps, styles: {} },
    assets: { film: { ...film, ...canvas, name: label, licence: label } },
    tracks: [
      {
        ...{ id: 'main', kind: 'visual', name: label, transitions: [] },
        items: [{ ...place('clip'), kind: 'clip', asset: 'film', sourceIn: 0, fit: 'cover' }],
      },
      {
        ...{ id: 'over', kind: 'visual', transitions: [] },
        items: [{ ...place('text'), kind: 'text', runs: [{ text }, { text: label }] }],
      },
      {
        ...{ id: 'said', kind: 'caption', transitions: [] },
        items: [{ ...place('caption'), kind: 'caption', words: [{ text: label, at: 0, duration: frame }] }],
      },
    ],
    markers: [{ id: 'm', at: 0, label }],
    template: { slots: [{ id: 's', item: 'clip', label, accepts: ['video'] }] },
    meta: { title: label, ext: { 'com.example': label } },
  };
}

/** All that FFmpeg is told, and all names of files, for a document; null: it is refused. */
function toldOf(input: unknown): string | null {
  const { document } = checkDocument(input);
  if (document === null) return null;
  const raster = { x: 2, y: 2, widthPx: 2, heightPx: 2, pixels: new Uint8Array(16) };
  const sources = { sourceOf: () => ({ path: 'a.mp4', fps, ...canvas }), rasterOf: () => raster };
  const { segments, sound } = planRender(document);
  const runs = segments.map((picture) =>
    segmentRun(picture, sources, { ...canvas, fps, crf: 20 }, 'out.mp4'),
  );
  const parts =
    sound?.pieces.map(({ decoded }) => ({
      ...{ ...decoded, path: 'a.m4a', outputPath: 'b.raw' },
      denoise: { strength: decoded.denoise, floorDb: -40 },
    })) ?? [];
  return JSON.stringify([
    runs.map(({ args, files }) => [args, files.map(({ name }) => name)]),
    soundPartsArguments(parts),
  ]);
}

it('whatever ten thousand strings say, FFmpeg is told the same, or they are refused (GOAL-89)', () => {
  const harmless = toldOf(documentWith('a'));
  expect(harmless).not.toBeNull();
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(
      ...["'", '"', '\\', ':', ',', ';', '[0:v]', '[out]', '=', '%{pts}', "';movie=/etc/passwd,", '\n', '\r'],
      ...['$(id)', '`id`', '| id', '&& id', '../', '/etc/passwd', '-i', '-f', 'concat:', 'file:', 'http://'],
      ...['\u0000', '\u202E', '\uD800', '\uFEFF', '👨‍👩‍👧‍👦', '🇨🇳', 'שלום', '﷽', 'a\u0300', '{}', '<b>', '%s%n'],
      ...['${HOME}', '#EXTM3U', '__proto__', 'drawtext=text=', "lut3d=file='", 'x'.repeat(3000)],
    ),
  );
  const anyString = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
  let drawn = 0;
  fc.assert(
    fc.property(anyString, (text) => {
      const told = toldOf(documentWith(text));
      if (told === null) return;
      drawn += 1;
      expect(told).toBe(harmless);
    }),
    { seed: 1, numRuns: 10_000 },
  );
  expect(drawn).toBeGreaterThan(5000);
  expect(toldOf(documentWith('x'.repeat(1_000_000)))).toBeNull();
});

it('every file that FFmpeg is to read is one of ours, of a kind that is named (GOAL-90)', () => {
  const gain = { gainDb: 0, truePeakDb: -1 };
  const told = [
    // as: what is written above
    ...(JSON.parse(toldOf(documentWith('a')) ?? '[[]]') as [[string[], string[]][], string[]])[0].map(
      ([args]) => args,
    ),
    soundPartsArguments([
      { path: 'a.m4a', first: 0, count: 1, tempo: null, pitch: 0, denoise: null, outputPath: 'b.raw' },
    ]),
    joinArguments('list.txt', { fps, sound: { path: 'mix.raw', gain } }, 'film.mp4'),
    fragmentArguments('list.txt', { fps, soundPath: 'mix.mp4' }, 3),
    soundFileArguments({ path: 'mix.raw', gain }, 'mix.mp4'),
    stillArguments('a.mp4', 0, 'a.jpg'),
    measureArguments('mix.raw', gain),
  ];
  for (const args of told) {
    const inputs = args.flatMap((argument, index) => (argument === '-i' ? [index] : []));
    expect(inputs).not.toEqual([]);
    inputs.forEach((at, index) => {
      const options = args.slice(index === 0 ? 0 : (inputs[index - 1] ?? 0) + 2, at);
      const valueOf = (name: string) => options[options.indexOf(name) + 1];
      expect(options, args.join(' ')).toContain('-f');
      if (valueOf('-f') === 'lavfi') expect(args[at + 1]).toMatch(/^color=c=[\w#]+:s=\d+x\d+:r=[\d/]+$/);
      else expect(valueOf('-protocol_whitelist'), args.join(' ')).toBe('file');
    });
  }
});
