import type { EditDocument } from '../edit-document.ts';
import { ticksPerSecond } from '../time/ticks.ts';

/** Ticks of so many seconds, for documents of tests; a whole number of them for every thousandth. */
export function seconds(count: number): number {
  return Math.round(count * 1000) * (ticksPerSecond / 1000);
}

const sha256 = (digit: string) => digit.repeat(64);

/** A document with nothing on its timeline, and one asset of each kind. */
export function emptyDocument(): EditDocument {
  const size = { widthPx: 720, heightPx: 1280 };
  return {
    schema: 'weireel.edit',
    version: 1,
    canvas: size,
    fps: { num: 30, den: 1 },
    assets: {
      film: {
        ...{ kind: 'video', sha256: sha256('a'), duration: seconds(60), ...size },
        ...{ fps: { num: 30, den: 1 }, hasSound: true },
      },
      slow: {
        ...{ kind: 'video', sha256: sha256('b'), duration: 1001 * seconds(0.04), ...size },
        ...{ fps: { num: 24_000, den: 1001 }, hasSound: true },
      },
      song: { kind: 'audio', sha256: sha256('c'), duration: seconds(120) },
      still: { kind: 'image', sha256: sha256('d'), widthPx: 1000, heightPx: 500 },
      dance: {
        ...{ kind: 'animation', sha256: sha256('e'), duration: seconds(0.8), widthPx: 100, heightPx: 100 },
        fps: { num: 10, den: 1 },
      },
      sans: { kind: 'font', sha256: sha256('f') },
      warm: { kind: 'lut', sha256: sha256('0') },
    },
    styles: { title: { font: 'sans', size: 0.06, colour: '#ffee00' } },
    tracks: [],
  };
}

/** A document with one of everything. */
export function dressedDocument(): EditDocument {
  return {
    ...emptyDocument(),
    tracks: [
      {
        id: 'main',
        kind: 'visual',
        items: [
          {
            ...{ id: 'a', kind: 'clip', start: 0, duration: seconds(4), asset: 'film', sourceIn: seconds(2) },
            fit: 'blur',
            crop: { left: 0.1, right: 0.1 },
            effects: [
              { kind: 'colour', version: 1, params: { contrast: 20, saturation: -10 } },
              { kind: 'lut', version: 1, params: { lut: 'warm', strength: 60 } },
            ],
            sound: { gain: -3, fadeIn: { duration: seconds(0.5), curve: 'equalPower' } },
          },
          {
            ...{ id: 'b', kind: 'clip', start: seconds(4), duration: seconds(3), asset: 'slow' },
            sourceIn: seconds(1),
            retime: {
              kind: 'curve',
              points: [
                { at: 0, speed: { num: 1, den: 1 } },
                { at: seconds(1), speed: { num: 3, den: 1 } },
                { at: seconds(3), speed: { num: 1, den: 2 } },
              ],
            },
            transform: {
              scaleX: {
                keys: [
                  { at: 0, value: 1, ease: { bezier: [0.4, 0, 0.2, 1] } },
                  { at: seconds(2), value: 2 },
                ],
              },
              rotate: {
                keys: [
                  { at: 0, value: 0, ease: 'hold' },
                  { at: seconds(1), value: 90 },
                ],
              },
            },
            opacity: 0.9,
          },
          {
            ...{ id: 'c', kind: 'clip', start: seconds(7), duration: seconds(2), asset: 'film' },
            sourceIn: seconds(30),
            retime: { kind: 'constant', speed: { num: 3, den: 2 }, reversed: true, keepsPitch: false },
          },
          { id: 'd', kind: 'image', start: seconds(10), duration: seconds(2), asset: 'still', fit: 'cover' },
        ],
        transitions: [
          { id: 'ab', kind: 'dissolve', from: 'a', to: 'b', before: seconds(0.5), after: seconds(0.5) },
        ],
      },
      {
        id: 'over',
        kind: 'visual',
        items: [
          {
            ...{ id: 'hello', kind: 'text', start: seconds(1), duration: seconds(3), style: 'title' },
            runs: [{ text: '你好，' }, { text: 'world 👋🏽', look: { weight: 700 } }],
            animation: {
              in: { preset: 'rise', duration: seconds(0.5) },
              loop: { preset: 'pulse', period: seconds(1) },
            },
          },
          {
            ...{
              id: 'cat',
              kind: 'sticker',
              start: seconds(5),
              duration: seconds(3),
              asset: 'dance',
              width: 0.3,
            },
            mask: { kind: 'ellipse', feather: 0.02 },
            blend: 'screen',
          },
          {
            ...{ id: 'bar', kind: 'shape', start: seconds(9), duration: seconds(1), shape: 'rectangle' },
            ...{
              width: 0.8,
              height: {
                keys: [
                  { at: 0, value: 0 },
                  { at: seconds(1), value: 0.2 },
                ],
              },
              fill: '#00000080',
            },
          },
        ],
        transitions: [],
      },
      {
        id: 'words',
        kind: 'caption',
        items: [
          {
            ...{ id: 'said', kind: 'caption', start: seconds(0.5), duration: seconds(2), clip: 'a' },
            highlight: 'word',
            words: [
              { text: '大家', at: 0, duration: seconds(0.6) },
              { text: '好', at: seconds(0.7), duration: seconds(0.5) },
            ],
          },
        ],
        transitions: [],
      },
      {
        id: 'look',
        kind: 'adjust',
        items: [
          {
            ...{ id: 'soft', kind: 'adjust', start: seconds(6), duration: seconds(2) },
            effects: [
              {
                kind: 'blur',
                version: 1,
                params: {
                  radius: {
                    keys: [
                      { at: 0, value: 0 },
                      { at: seconds(2), value: 0.1 },
                    ],
                  },
                },
              },
            ],
          },
        ],
        transitions: [],
      },
      {
        id: 'music',
        kind: 'audio',
        gain: -6,
        items: [
          {
            ...{
              id: 'tune',
              kind: 'clip',
              start: 0,
              duration: seconds(12),
              asset: 'song',
              sourceIn: seconds(10),
            },
            sound: { fadeOut: { duration: seconds(2), curve: 'linear' }, pan: -0.2 },
          },
        ],
        transitions: [],
      },
    ],
    mix: {
      loudness: -14,
      ducking: [{ under: ['main'], duck: ['music'], gain: -12, attack: seconds(0.1), release: seconds(0.4) }],
    },
    cover: { from: { kind: 'frame', at: seconds(3) } },
    template: { slots: [{ id: 'who', item: 'hello', accepts: ['text'], maxCharacters: 20 }] },
    markers: [{ id: 'beat', at: seconds(2), label: '节拍' }],
    meta: { title: '样片', ext: { 'org.example.tool': { seen: true } } },
  };
}
