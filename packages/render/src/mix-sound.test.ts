import { ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { describe, expect, it } from 'vitest';
import { mixBlock } from './mix-sound.ts';
import { planRender } from './plan-render.ts';

const rate = 48_000;
/** What the sources of these tests hold: a sample of each. */
type Sources = Record<string, (sample: number) => number>;
type Clip = Record<string, unknown> & { asset: string; start: number; duration: number; sourceIn?: number };
type Track = Record<string, unknown> & { clips: Clip[] };

const tone = (hertz: number) => (sample: number) => Math.sin((2 * Math.PI * hertz * sample) / rate);
/** The loudest that there is, all the time: what is heard of it is what it is multiplied by. */
const full = () => 1;

/** A document of audio tracks, named `t0`, `t1` and so on; times of clips are seconds. */
function documentOf(sources: Sources, tracks: Track[], ducking?: object[]): EditDocument {
  const names = Object.keys(sources);
  const checked = checkDocument({
    ...{ schema: 'weireel.edit', version: 1, canvas: { widthPx: 16, heightPx: 16 }, styles: {} },
    fps: { num: 25, den: 1 },
    assets: Object.fromEntries(
      names.map((name, index) => [
        name,
        { kind: 'audio', sha256: String(index).repeat(64), duration: 60 * second },
      ]),
    ),
    tracks: tracks.map(({ clips, ...track }, index) => ({
      ...{ id: `t${index}`, kind: 'audio', transitions: [], ...track },
      items: clips.map(({ start, duration, sourceIn = 0, ...clip }, place) => ({
        ...{ id: `i${index}-${place}`, kind: 'clip', ...clip },
        ...{ start: start * second, duration: duration * second, sourceIn: sourceIn * second },
      })),
    })),
    mix: { loudness: null, ...(ducking !== undefined && { ducking }) },
  });
  expect(checked.problems).toEqual([]);
  if (checked.document === null) throw new Error('the document is not valid');
  return checked.document;
}

/** The mix of a document, left and right. */
async function mix(sources: Sources, document: EditDocument, blockSamples = 0): Promise<Float32Array[]> {
  const { sound } = planRender(document);
  if (sound === null) throw new Error('nothing is heard');
  const makers = Object.values(sources);
  const channels = [0, 1].map(() => new Float32Array(sound.samples));
  const size = blockSamples === 0 ? sound.samples : blockSamples;
  for (let from = 0; from < sound.samples; from += size) {
    const count = Math.min(size, sound.samples - from);
    const block = await mixBlock(sound.pieces, from, count, (piece, first, to) => {
      const make = makers[Number(piece.segment.sha256[0])] ?? full;
      return Promise.resolve(
        Float32Array.from({ length: 2 * (to - first) }, (_, index) =>
          make(piece.decoded.first + first + Math.floor(index / 2)),
        ),
      );
    });
    block.forEach((value, index) => {
      const channel = channels[index % 2];
      if (channel !== undefined) channel[from + Math.floor(index / 2)] = value;
    });
  }
  return channels;
}

/** Decibels of a frequency of which whole periods lie in the half second after `at`. */
function level(samples: Float32Array | undefined, hertz: number, at = 0.25): number {
  const part = samples?.subarray(at * rate, (at + 0.5) * rate) ?? new Float32Array();
  let [cosines, sines] = [0, 0];
  part.forEach((value, index) => {
    const angle = (2 * Math.PI * hertz * index) / rate;
    cosines += value * Math.cos(angle);
    sines += value * Math.sin(angle);
  });
  return decibels((2 * Math.hypot(cosines, sines)) / part.length);
}

const decibels = (amplitude: number) => 20 * Math.log10(Math.max(1e-9, amplitude));

describe('nine tracks with a tone each', () => {
  const hertz = [200, 300, 440, 620, 900, 1300, 2000, 3100, 5000];
  const sources: Sources = Object.fromEntries(hertz.map((each) => [`tone${each}`, tone(each)]));
  const settings: { gain: number; clipGain: number; pan: number }[] = hertz.map((_, index) => ({
    ...{ gain: -1.5 * index, clipGain: index % 3, pan: (index - 4) / 4 },
  }));
  const tracksOf = (more: (index: number) => object): Track[] =>
    settings.map(({ gain, clipGain, pan }, index) => ({
      ...{ gain, ...more(index) },
      clips: [
        {
          ...{ asset: `tone${hertz[index]}`, start: 0, duration: 1 },
          sound: { gain: clipGain, pan },
        },
      ],
    }));
  const expected = (channel: number, index: number): number => {
    const { gain = 0, clipGain = 0, pan = 0 } = settings[index] ?? {};
    return gain + clipGain + decibels(Math.min(1, channel === 0 ? 1 - pan : 1 + pan));
  };

  it('are mixed as loud as gains of clips and tracks say, to the left and to the right (GOAL-45)', async () => {
    const channels = await mix(
      sources,
      documentOf(
        sources,
        tracksOf(() => ({})),
      ),
    );
    for (const [channel, samples] of channels.entries())
      for (const [index, each] of hertz.entries()) {
        const wanted = expected(channel, index);
        if (wanted < -100) expect(level(samples, each)).toBeLessThan(-90);
        else expect(Math.abs(level(samples, each) - wanted), `${each} Hz`).toBeLessThan(0.1);
      }
  });

  it('are not heard when they are muted, nor those beside one that is solo (GOAL-45)', async () => {
    const muted = await mix(
      sources,
      documentOf(
        sources,
        tracksOf((index) => ({ muted: index % 2 === 0 })),
      ),
    );
    const solo = await mix(
      sources,
      documentOf(
        sources,
        tracksOf((index) => ({ solo: index === 4 })),
      ),
    );
    for (const [index, each] of hertz.entries()) {
      expect(level(muted[0], each) > -90, `${each} Hz`).toBe(index % 2 === 1);
      expect(level(solo[0], each) > -90, `${each} Hz`).toBe(index === 4);
    }
  });
});

describe('what sound is multiplied by', () => {
  const sources = { full };
  const curves: Record<string, (share: number) => number> = {
    linear: (share) => share,
    equalPower: (share) => Math.sqrt(share),
    smooth: (share) => 3 * share ** 2 - 2 * share ** 3,
    exponential: (share) => share ** 2,
    logarithmic: (share) => 1 - (1 - share) ** 2,
    cubic: (share) => share ** 3,
  };

  it.each(Object.entries(curves))('rises and falls by the curve %s (GOAL-46)', async (curve, of) => {
    const fade = { duration: second, curve };
    const clip = { asset: 'full', start: 0, duration: 3, sound: { fadeIn: fade, fadeOut: fade } };
    const [left] = await mix(sources, documentOf(sources, [{ clips: [clip] }]));
    for (let share = 0.05; share < 1; share += 0.05)
      for (const at of [share, 3 - share])
        expect(Math.abs(decibels(left?.[Math.round(at * rate)] ?? 0) - decibels(of(share)))).toBeLessThan(
          0.5,
        );
  });

  it('follows an envelope of key frames in decibels (GOAL-46)', async () => {
    const keys = [0, -30, -6, -6, 0].map((value, index) => ({ at: index * second, value }));
    const clip = { asset: 'full', start: 0, duration: 4, sound: { gain: { keys } } };
    const [left] = await mix(sources, documentOf(sources, [{ clips: [clip] }]));
    for (let at = 0.1; at < 3.95; at += 0.1) {
      const [before, after] = [keys[Math.floor(at)]?.value ?? 0, keys[Math.ceil(at)]?.value ?? 0];
      const wanted = before + (at - Math.floor(at)) * (after - before);
      expect(Math.abs(decibels(left?.[Math.round(at * rate)] ?? 0) - wanted), `${at} s`).toBeLessThan(0.5);
    }
  });

  it('falls before a voice begins and rises after it has ended, by what is set (GOAL-47)', async () => {
    const spoken = { full, voice: () => 0 };
    const rule = {
      under: ['t1'],
      duck: ['t0'],
      gain: -14,
      attack: 0.15 * second,
      release: 0.4 * second,
    };
    const tracks = [
      { clips: [{ asset: 'full', start: 0, duration: 5 }] },
      { clips: [{ asset: 'voice', start: 1.5, duration: 2 }] },
    ];
    const [left] = await mix(spoken, documentOf(spoken, tracks, [rule]));
    const at = (time: number) => decibels(left?.[Math.round(time * rate)] ?? 0);
    for (const time of [0.1, 1.3, 3.95, 4.9]) expect(Math.abs(at(time))).toBeLessThan(0.1);
    for (const time of [1.52, 2.5, 3.48]) expect(Math.abs(at(time) + 14)).toBeLessThan(1);
    /** When it is first so far down, or up again. */
    const when = (is: (level: number) => boolean, from: number) => {
      for (let time = from; time < 5; time += 0.001) if (is(at(time))) return time;
      return NaN;
    };
    expect(Math.abs(when((each) => each < -0.2, 1) - 1.35)).toBeLessThan(0.02);
    expect(Math.abs(when((each) => each < -13.8, 1) - 1.5)).toBeLessThan(0.02);
    expect(Math.abs(when((each) => each > -13.8, 2) - 3.5)).toBeLessThan(0.02);
    expect(Math.abs(when((each) => each > -0.2, 3) - 3.9)).toBeLessThan(0.02);
  });
});

describe('where clips meet', () => {
  const sources = { low: tone(437), high: tone(1234) };
  const clips = [
    { asset: 'low', start: 0, duration: 0.52, sourceIn: 3 },
    { asset: 'low', start: 0.52, duration: 0.48, sourceIn: 7.13 },
    { asset: 'high', start: 1, duration: 0.6, sourceIn: 0.02 },
    { asset: 'low', start: 1.8, duration: 0.4 },
  ];
  const steepest = (samples: Float32Array, from: number, to: number) => {
    let most = 0;
    for (let index = Math.round(from * rate) + 1; index < to * rate; index += 1)
      most = Math.max(most, Math.abs((samples[index] ?? 0) - (samples[index - 1] ?? 0)));
    return most;
  };

  it('nothing clicks: no step is larger than those within the clips (GOAL-53)', async () => {
    const [left = new Float32Array()] = await mix(sources, documentOf(sources, [{ clips }]));
    const [low, high] = [steepest(left, 0.1, 0.4), steepest(left, 1.1, 1.4)];
    // What comes and goes within 2 ms is a little steeper than what stays.
    for (const [at, inside] of [
      [0.52, low],
      [1, high],
      [1.6, high],
      [1.8, low],
      [2.2, low],
    ] as const)
      expect(steepest(left, at - 0.01, at + 0.01), `${at} s`).toBeLessThan(1.05 * inside);
    expect(Math.abs(left[0] ?? 1)).toBeLessThan(low);
  });

  it('and where a mix is made block by block it is the same to the sample (GOAL-53)', async () => {
    const document = documentOf(sources, [{ clips }]);
    const [whole, blocks] = [await mix(sources, document), await mix(sources, document, 7919)];
    for (const [channel, samples] of whole.entries())
      expect(samples.every((value, index) => value === blocks[channel]?.[index])).toBe(true);
  });
});

describe('five minutes with five hundred cuts', () => {
  it('are heard when they are seen, to the sample (GOAL-54)', () => {
    const ticks = (second * 1001) / 30_000;
    const video = { kind: 'video', sha256: 'a'.repeat(64), duration: 9000 * ticks, hasSound: true };
    const size = { widthPx: 16, heightPx: 16 };
    const fps = { num: 30_000, den: 1001 };
    const items = Array.from({ length: 500 }, (_, cut) => ({
      ...{ id: `c${cut}`, kind: 'clip', asset: 'film', start: cut * 18 * ticks, duration: 18 * ticks },
      sourceIn: (499 - cut) * 18 * ticks,
    }));
    const { document } = checkDocument({
      ...{ schema: 'weireel.edit', version: 1, canvas: size, fps, styles: {} },
      assets: { film: { ...video, ...size, fps } },
      tracks: [{ id: 'main', kind: 'visual', transitions: [], items }],
    });
    if (document === null) throw new Error('the document is not valid');
    const pieces = planRender(document).sound?.pieces ?? [];
    expect(pieces).toHaveLength(500);
    const late = pieces.map(({ from, decoded }, cut) => {
      const [shown, seen] = [(cut * 18 * ticks) / second, ((499 - cut) * 18 * ticks) / second];
      // How much later than its picture the sound of a moment of the source is heard.
      return Math.abs(from / rate - shown - (decoded.first / rate - seen));
    });
    expect(Math.max(...late)).toBeLessThanOrEqual(1.5 / rate);
  });
});
