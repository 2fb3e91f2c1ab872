import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryFile, patternBytes, startEngine, type Engine } from '../testing/engine.ts';
import { createFakeServer } from '../testing/fake-server.ts';
import type { Fault } from '../testing/fake-transport.ts';
import { isSettled } from './file-upload-state.ts';

const platform = {
  afterOthers: (callback: () => void) => void setImmediate(callback),
  newAbort: () => new AbortController(),
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const step = fc.constantFrom<Fault | 'kill' | 'pause' | 'lose_parts'>(
  'none',
  'none',
  'lost',
  'answer_lost',
  'hang',
  'late',
  'damaged',
  'portal',
  'limited',
  502,
  503,
  500,
  'kill',
  'pause',
  'lose_parts',
);

it('any schedule of faults, kills and pauses that ends leaves exactly the file’s bytes', async () => {
  const schedule = fc.record({
    sizeBytes: fc.integer({ min: 1, max: 90 }),
    steps: fc.array(step, { maxLength: 25 }),
    expiresAt: fc.option(fc.nat(30)),
    maxParallelParts: fc.integer({ min: 1, max: 4 }),
    hashes: fc.boolean(),
  });

  await fc.assert(
    fc.asyncProperty(schedule, async ({ sizeBytes, steps, expiresAt, maxParallelParts, hashes }) => {
      const server = createFakeServer({ sha256, now: () => Date.UTC(2026, 10, 20), partSizeBytes: 8 });
      const token = server.register('an', 'correct horse');
      const bytes = patternBytes(sizeBytes);
      const left = [...steps];
      let requests = 0;
      const engines: Engine[] = [];

      const assetId = await new Promise<string | null>((resolve, reject) => {
        const begin = () => {
          const engine = startEngine(platform, { server, token, hashes, maxParallelParts, nextFault });
          engines.push(engine);
          engine.uploader.subscribe(([snapshot]) => {
            if (snapshot === undefined || !isSettled(snapshot.state) || engine !== engines.at(-1)) return;
            if (snapshot.state === 'done') resolve(snapshot.assetId);
            // Ten faults in a row, or five damages, end the patience of the engine but not the person's.
            else if (
              ['internal', 'checksum_mismatch', 'parts_missing'].includes(snapshot.failure?.code ?? '')
            ) {
              setImmediate(() => engine.uploader.resume('file-1'));
            } else reject(new Error(`ended as ${snapshot.state}`, { cause: snapshot.failure?.error }));
          });
          engine.uploader.add(memoryFile('a.mp4', bytes));

          function nextFault(): Fault {
            if (requests++ === expiresAt) {
              for (const { facts } of server.state.uploads.values()) {
                if (facts.state === 'open') facts.state = 'expired';
              }
            }
            const fault = left.shift() ?? 'none';
            switch (fault) {
              case 'kill':
                engine.kill();
                setImmediate(begin);
                return 'hang';
              case 'pause':
                engine.uploader.pause('file-1');
                setImmediate(() => engine.uploader.resume('file-1'));
                return 'none';
              case 'lose_parts':
                for (const { facts, parts } of server.state.uploads.values()) {
                  if (facts.state === 'open') parts.delete(1);
                }
                return 'none';
              case 'damaged':
                // Nobody can notice damage without a hash.
                return hashes ? 'damaged' : 'none';
              default:
                return fault;
            }
          }
        };
        begin();
      });
      for (const engine of engines) engine.kill();
      expect(server.state.files.get(assetId ?? '')).toEqual(bytes);
    }),
    { numRuns: 300 },
  );
});
