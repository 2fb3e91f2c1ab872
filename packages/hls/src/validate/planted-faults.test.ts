import { describe, expect, test } from 'vitest';
import { hlsRules, type HlsRuleId } from './rules.ts';
import { goodRungs, writeEdition } from './testing/edition.ts';
import { editionFaults } from './testing/edition-faults.ts';
import { change } from './testing/mutate.ts';
import { plainFile } from './testing/plain-file.ts';
import { growing, type PlantedFaults } from './testing/planted-fault.ts';
import { playlistFaults } from './testing/playlist-faults.ts';
import { segmentFaults } from './testing/segment-faults.ts';
import { validateHls } from './validate-hls.ts';

const faults: PlantedFaults<HlsRuleId> = { ...playlistFaults, ...segmentFaults, ...editionFaults };

const table = Object.entries(faults).flatMap(([rule, planted]) =>
  planted.map((fault) => ({ rule, ...fault })),
);

describe('a planted fault is found by exactly its rule', () => {
  test.each(table)(
    '$rule: $title',
    async ({ rule, rungs, files: spoil, kind, uri = 'master.m3u8', ...more }) => {
      const models = goodRungs();
      const [small, large] = models;
      if (small !== undefined && large !== undefined) rungs?.(small, large, models);
      const files = writeEdition(models, kind);
      spoil?.(files);
      const read = (path: string) => Promise.resolve(files.get(path) ?? null);
      const { findings } = await validateHls({
        ...{ uri, read },
        ...(more.plainUri !== undefined && { plainUri: more.plainUri }),
        ...(more.waits === true && { wait: () => Promise.resolve() }),
      });
      expect([...new Set(findings.map((finding) => finding.rule))], JSON.stringify(findings)).toEqual([rule]);
    },
  );

  test('none in what is right: a plain file of the same length, a playlist that grows in time', async () => {
    const files = writeEdition(goodRungs(), growing);
    files.set('video.mp4', { bytes: plainFile(8000, 8021) });
    const read = (path: string) => Promise.resolve(files.get(path) ?? null);
    const wait = () => {
      for (const name of ['v0', 'v1'])
        change(files, `${name}/index.m3u8`, /s3\.m4s\n/, 's3.m4s\n#EXT-X-ENDLIST\n');
      return Promise.resolve();
    };
    const { findings } = await validateHls({ uri: 'master.m3u8', read, plainUri: 'video.mp4', wait });
    expect(findings).toEqual([]);
  });

  test('and every rule has one', () => {
    const planted = Object.entries(faults).flatMap(([rule, list]) => (list.length > 0 ? [rule] : []));
    expect(planted).toEqual(Object.keys(hlsRules));
  });
});
