import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EditDocument, durationOf } from '../edit-document.ts';
import { canonicalJson } from '../plan/canonical-json.ts';
import { anyDocument } from '../testing/any-document.ts';
import { dressedDocument, emptyDocument, seconds } from '../testing/sample-document.ts';
import { setAt } from '../testing/set-at.ts';
import type { JsonObject } from '../validation/json-schema.ts';
import { ticksOf } from './otio-time.ts';
import { type ReadOtioOptions, readOtio } from './read-otio.ts';
import { writeOtio } from './write-otio.ts';

function options(): ReadOtioOptions {
  let count = 0;
  return {
    base: { ...emptyDocument(), fps: { num: 24_000, den: 1001 } },
    assetFor: ({ url }) => (url.endsWith('film.mov') ? 'film' : null),
    newId: () => `new${(count += 1)}`,
  };
}

const throughText = (document: EditDocument): unknown =>
  JSON.parse(JSON.stringify(writeOtio(document).timeline));

/** All OTIO objects of a value. */
function objectsIn(value: unknown): JsonObject[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return 'OTIO_SCHEMA' in value ? [value, ...inner] : inner;
}

const time = (value: number, rate: number) => ({ OTIO_SCHEMA: 'RationalTime.1', value, rate });
const range = (start: number, duration: number, rate = 23.976) => ({
  ...{ OTIO_SCHEMA: 'TimeRange.1', start_time: time(start, rate), duration: time(duration, rate) },
});
const foreignClip = (start: number, duration: number, more: object = {}) => ({
  ...{ OTIO_SCHEMA: 'Clip.1', name: 'shot', metadata: {}, source_range: range(start, duration), effects: [] },
  media_reference: { OTIO_SCHEMA: 'ExternalReference.1', target_url: 'file:///media/film.mov' },
  ...more,
});
const timelineOf = (...children: unknown[]) => ({
  ...{ OTIO_SCHEMA: 'Timeline.1', name: '片子' },
  tracks: {
    OTIO_SCHEMA: 'Stack.1',
    children: [{ OTIO_SCHEMA: 'Track.1', name: 'V1', kind: 'Video', children }],
  },
});

const frame = 29_429_400;

describe('OpenTimelineIO', () => {
  it('brings a document back as it was (OTI-1, GOAL-58, GOAL-62)', () => {
    const document = dressedDocument();
    const back = readOtio(throughText(document), options());
    expect(back.problems).toEqual([]);
    expect(canonicalJson(back.document)).toBe(canonicalJson(document));
    const unknown = setAt(document, 'tracks.0.items.4', {
      ...{ id: 'h', kind: 'hologram', start: seconds(20), duration: seconds(1), depth: [1, { of: 'field' }] },
    });
    expect(canonicalJson(readOtio(throughText(unknown), options()).document)).toBe(canonicalJson(unknown));
    fc.assert(
      fc.property(anyDocument, (each) => {
        expect(canonicalJson(readOtio(throughText(each), options()).document)).toBe(canonicalJson(each));
      }),
      { seed: 1 },
    );
  });

  it('goes out with times that add up, and constant speed (OTI-2)', () => {
    const { timeline, losses } = writeOtio(dressedDocument());
    expect(timeline).toMatchObject({ OTIO_SCHEMA: 'Timeline.1', tracks: { OTIO_SCHEMA: 'Stack.1' } });
    const tracks = objectsIn(timeline).filter((each) => each.OTIO_SCHEMA === 'Track.1');
    expect(tracks.map(({ kind }) => kind)).toEqual(['Video', 'Video', 'Video', 'Video', 'Audio']);
    const [main] = tracks;
    const children = main?.children as JsonObject[]; // as: a track has some
    expect(children.map(({ OTIO_SCHEMA: schema }) => schema)).toEqual([
      ...['Clip.2', 'Transition.1', 'Clip.2', 'Clip.2', 'Gap.1', 'Clip.2'],
    ]);
    const lengths = children.map(
      ({ source_range: each }) => ticksOf((each as JsonObject | undefined)?.duration) ?? 0,
    ); // as: a range
    expect(lengths.reduce((sum, each) => sum + each, 0)).toBe(durationOf(dressedDocument()));
    expect(children[1]).toMatchObject({
      transition_type: 'SMPTE_Dissolve',
      in_offset: { value: 15, rate: 30 },
    });
    expect(children[3]).toMatchObject({
      source_range: { start_time: { value: 810, rate: 30 } },
      effects: [{ OTIO_SCHEMA: 'LinearTimeWarp.1', time_scalar: -1.5 }],
    });
    const told = losses.map(({ code, path }) => `${code} ${path}`);
    expect(new Set(told).size).toBe(told.length);
    for (const path of [
      'tracks.0.items.0.effects',
      'tracks.0.items.1.retime',
      'tracks.1.items.0',
      'tracks.4.gain',
      'mix',
    ]) {
      expect(told).toContain(`not_in_otio ${path}`);
    }
    expect(told.filter((each) => each.includes('tracks.0.items.3'))).toEqual([
      'not_in_otio tracks.0.items.3.fit',
    ]);
  });

  it('comes in with cuts, speeds and transitions at exact times (OTI-3)', () => {
    const timeline = timelineOf(
      foreignClip(100, 48),
      { OTIO_SCHEMA: 'Transition.1', in_offset: time(6, 23.976), out_offset: time(4, 23.976) },
      foreignClip(200, 24, { effects: [{ OTIO_SCHEMA: 'LinearTimeWarp.1', time_scalar: 0.5 }] }),
      { OTIO_SCHEMA: 'Gap.1', source_range: range(0, 10) },
      foreignClip(300, 24, {
        effects: [{ OTIO_SCHEMA: 'LinearTimeWarp.1', time_scalar: -2 }],
        enabled: false,
      }),
      foreignClip(400, 12, { effects: [{ OTIO_SCHEMA: 'FreezeFrame.1', time_scalar: 0 }] }),
    );
    const { document, problems } = readOtio(timeline, options());
    expect(problems).toEqual([]);
    expect(document).toMatchObject({ meta: { title: '片子' }, fps: { num: 24_000, den: 1001 } });
    expect(document?.tracks).toMatchObject([
      {
        ...{ kind: 'visual', name: 'V1' },
        items: [
          { start: 0, duration: 48 * frame, sourceIn: 100 * frame, asset: 'film', name: 'shot' },
          {
            start: 48 * frame,
            duration: 24 * frame,
            retime: { kind: 'constant', speed: { num: 1, den: 2 } },
          },
          {
            start: 82 * frame,
            sourceIn: 348 * frame,
            retime: { speed: { num: 2, den: 1 }, reversed: true },
            disabled: true,
          },
          { start: 106 * frame, sourceIn: 400 * frame, retime: { kind: 'freeze' } },
        ],
        transitions: [{ kind: 'dissolve', before: 6 * frame, after: 4 * frame }],
      },
    ]);
  });

  it('leaves out what it cannot say, keeps its time, and tells of it (OTI-3)', () => {
    const nested = { OTIO_SCHEMA: 'Stack.1', source_range: range(0, 30), children: [] };
    const missing = foreignClip(0, 20, { media_reference: { OTIO_SCHEMA: 'MissingReference.1' } });
    const lonely = { OTIO_SCHEMA: 'Transition.1', in_offset: time(1, 24), out_offset: time(1, 24) };
    const { document, problems } = readOtio(
      timelineOf(nested, missing, foreignClip(0, 10), lonely),
      options(),
    );
    expect(document?.tracks[0]?.items).toMatchObject([{ start: 50 * frame, duration: 10 * frame }]);
    expect(problems.map(({ code }) => code)).toEqual([
      'not_in_document',
      'not_in_document',
      'not_in_document',
    ]);
  });

  it('is refused or becomes a valid document, whatever it is (OTI-4)', () => {
    const ours = throughText(dressedDocument());
    const anything = fc.oneof(fc.anything(), fc.jsonValue({ maxDepth: 2 }));
    const paths = [
      ...[
        'tracks',
        'tracks.children',
        'tracks.children.0',
        'tracks.children.0.children.0.source_range',
        'metadata.weireel',
      ],
      ...[
        'tracks.children.0.children.1',
        'tracks.children.0.children.1.in_offset.rate',
        'tracks.markers.0.marked_range',
      ],
      ...[
        'tracks.children.0.children.0.metadata.weireel',
        'tracks.children.0.children.0.metadata.weireel.retime',
      ],
      ...[
        'tracks.children.0.children.2.metadata.weireel.retime.points',
        'tracks.children.0.children.0.effects',
      ],
      ...[
        'tracks.children.0.children.3.metadata.weireel.retime.speed',
        'tracks.children.0.metadata.weireel.items',
      ],
      ...[
        'tracks.children.0.children.0.source_range.duration.value',
        'tracks.children.0.children.2.metadata.weireel.sourceIn',
      ],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...paths), anything, (path, value) => {
        const { document, problems } = readOtio(setAt(ours, path, value), options());
        if (document === null) expect(problems).not.toEqual([]);
      }),
      { seed: 1, numRuns: 600 },
    );
    fc.assert(
      fc.property(anything, (value) => {
        expect(readOtio(value, options()).document).toBeNull();
      }),
      { seed: 1 },
    );
  });
});
