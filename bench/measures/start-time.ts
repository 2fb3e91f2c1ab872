import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { startBenchServer } from '../bench-server.ts';
import { figure, type Figure } from '../figure.ts';
import { median } from '../../test/statistics.ts';

/** How long a start takes when everything is set up and the data folder exists. */
export async function measureStart(bench: Bench): Promise<Figure[]> {
  const { options, signal } = bench;
  const folder = join(bench.folder, 'start');
  const seconds = { npm: [] as number[], node: [] as number[] };
  const start = async (how: 'npm' | 'node'): Promise<number> => {
    const server = await startBenchServer(folder, signal, how);
    await server.stop();
    return server.startMs / 1000;
  };
  bench.say('start');
  // The first one makes the database and fills the file cache.
  await start('npm');
  for (let run = 1; run <= Math.max(3, options.runs); run += 1) {
    for (const how of ['npm', 'node'] as const) seconds[how].push(await start(how));
  }
  return [
    figure({
      id: 'start',
      title: 'second npm start → ready',
      unit: 's',
      value: median(seconds.npm),
      reference: { name: 'node apps/server/src/main.ts → ready', value: median(seconds.node) },
      budget: { of: 'value', is: 'at most', limit: 3 },
    }),
  ];
}
