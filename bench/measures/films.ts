import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AssetSource } from '@weireel/contract';
import { ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import type { Bench } from '../bench.ts';
import { signIn, type BenchClient } from '../bench-client.ts';
import { startBenchServer, type BenchServer } from '../bench-server.ts';
import { figure, type Figure } from '../figure.ts';
import { cpuSecondsOfTree } from '../process-tree.ts';
import { runPlainFfmpeg, type Cost } from '../run-measured.ts';
import { median } from '../../test/statistics.ts';
import { measurePreviewEdits, withWords } from './preview-edits.ts';

const cuts = 6;
const askEveryMs = 50;
const canvas = { widthPx: 720, heightPx: 1280 };
const transitionSeconds = 0.5;

/** What both sides make of the standard clip. */
interface Film {
  id: string;
  title: string;
  /** Which goals its figures show. */
  goals: string;
  /** How many times as fast as it plays it is to be rendered. */
  speed: number;
  document: (source: AssetSource) => EditDocument;
  /** The same as one filter graph, which ends in `[v]` and `[a]`. */
  graph: (cutSeconds: number) => string;
}

const films: Film[] = [
  {
    ...{ id: 'film-cuts', title: 'six cuts in another order', goals: '(GOAL-73, GOAL-75, GOAL-77)' },
    speed: 30,
    document: (source) => documentOf(source, false),
    graph: (cutSeconds) =>
      `${pieces(cutSeconds)};${names('v', 'a')}concat=n=${cuts}:v=1:a=1[w][a];[w]${fitted}[v]`,
  },
  {
    ...{
      id: 'film-dressed',
      title: 'six cuts with dissolves, a look and a title',
      goals: '(GOAL-74, GOAL-77)',
    },
    speed: 2,
    document: (source) => documentOf(source, true),
    graph: dressedGraph,
  },
];

/** Films of the studio, against one filter graph of FFmpeg that does the same. */
export async function measureFilms(bench: Bench): Promise<Figure[]> {
  const { clips, signal, folder, say, options } = bench;
  const server = await startBenchServer(join(folder, 'films'), signal);
  try {
    const client = await signIn(server, signal);
    const file = await client.upload(clips.standard);
    await client.untilReady(await client.publish(file));
    await client.untilIdle();
    const source = await client.api.call('assetSource', { params: { id: file.assetId } });
    const figures: Figure[] = [];
    for (const film of films) {
      const ours: Cost[] = [];
      const plain: Cost[] = [];
      for (let run = 1; run <= options.runs; run += 1) {
        say(`films: ${film.title}, run ${run} of ${options.runs}`);
        ours.push(await renderCold(film, { source, client, server, signal }));
        plain.push(await runGraph(film, bench));
      }
      figures.push(...figuresOf(film, ours, plain, options.clipSeconds));
    }
    say('films: words of a title changed');
    figures.push(await measureChange({ source, client, server, signal }));
    figures.push(await measurePreviewEdits(bench, client, documentOf(source, true)));
    return figures;
  } finally {
    await server.stop();
  }
}

function figuresOf(film: Film, ours: Cost[], plain: Cost[], seconds: number): Figure[] {
  const { id, title, goals, speed } = film;
  const of = (costs: Cost[], key: keyof Cost): number => median(costs.map((cost) => cost[key]));
  const name = 'one filter graph of FFmpeg';
  const wall = of(ours, 'wallSeconds');
  const budget = { of: 'value', is: 'at most', limit: seconds / speed } as const;
  return [
    figure({
      ...{ id: `${id}-wall`, title: `film of ${title}: asked for → rendered ${goals}`, unit: 's', budget },
      ...{ value: wall, reference: { name, value: of(plain, 'wallSeconds') } },
      note: `${(seconds / wall).toFixed(1)} × real time`,
    }),
    figure({
      ...{ id: `${id}-cpu`, title: `film of ${title}: asked for → rendered ${goals}`, unit: 'CPU s' },
      ...{ value: of(ours, 'cpuSeconds'), reference: { name, value: of(plain, 'cpuSeconds') } },
      note: 'server, worker, database and FFmpeg together',
    }),
  ];
}

/** What rendering needs. */
interface Rendering {
  source: AssetSource;
  client: BenchClient;
  server: BenchServer;
  signal: AbortSignal;
}

/** Renders a film of a new project, which is deleted after it: the next must not find its segments. */
async function renderCold(film: Film, using: Rendering): Promise<Cost> {
  const id = await openProject(film.title, film.document(using.source), using);
  const cost = await render(id, using);
  await using.client.api.call('deleteProject', { params: { id } });
  return cost;
}

/** Makes a project, and waits until all is there that is made before anybody asks for its film. */
async function openProject(title: string, document: EditDocument, { client }: Rendering): Promise<string> {
  const { id } = await client.api.call('createProject', { body: { title, document: { ...document } } });
  await client.untilIdle();
  return id;
}

/** The share of a dressed film's processor time that the next one takes, of which nothing but a title has changed. */
async function measureChange(using: Rendering): Promise<Figure> {
  const document = documentOf(using.source, true);
  const title = 'A title';
  const id = await openProject(title, document, using);
  const cold = await render(id, using);
  const changed = { ...withWords(document, '海边的两天') };
  await using.client.api.call('putProject', {
    params: { id },
    body: { title, document: changed, revision: 1 },
  });
  const warm = await render(id, using);
  await using.client.api.call('deleteProject', { params: { id } });
  return figure({
    ...{
      id: 'film-change-cpu',
      title: 'dressed film with other words in its title (GOAL-76)',
      unit: 'CPU s',
    },
    ...{ value: warm.cpuSeconds, budget: { of: 'ratio', is: 'at most', limit: 0.2 } },
    reference: { name: 'the whole film', value: cold.cpuSeconds },
  });
}

/** Renders the film of a project. Its renditions are not what is measured. */
async function render(id: string, { client, server, signal }: Rendering): Promise<Cost> {
  const { api } = client;
  const cpuBefore = cpuSecondsOfTree(server.processId);
  const startedMs = performance.now();
  await api.call('renderProject', { params: { id } });
  for (;;) {
    signal.throwIfAborted();
    const { render: made } = await api.call('project', { params: { id } });
    if (made?.state === 'failed') throw new Error(`the film failed: ${made.failureCode ?? 'unknown'}`);
    if (made !== null && made.state !== 'rendering') break;
    await pause(askEveryMs);
  }
  const cost = {
    wallSeconds: (performance.now() - startedMs) / 1000,
    cpuSeconds: cpuSecondsOfTree(server.processId) - cpuBefore,
  };
  await client.untilIdle();
  return cost;
}

async function runGraph(film: Film, { clips, folder, signal, options }: Bench): Promise<Cost> {
  const graph = film.graph(options.clipSeconds / cuts);
  const encoding = [
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '18',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
  ];
  const maps = ['-map', '[v]', '-map', '[a]'];
  return runPlainFfmpeg(
    ['-i', clips.standard, '-filter_complex', graph, ...maps, ...encoding, join(folder, 'plain-film.mp4')],
    folder,
    signal,
  );
}

/** The parts of the clip, the last one first. */
function documentOf(source: AssetSource, isDressed: boolean): EditDocument {
  const wholeSeconds = Math.floor(source.duration / second / cuts);
  const length = wholeSeconds * second;
  const items = Array.from({ length: cuts }, (_, n) => ({
    ...{ id: `c${n}`, kind: 'clip' as const, asset: 'film', start: n * length, duration: length },
    sourceIn: (cuts - 1 - n) * length,
    ...(isDressed && {
      effects: [{ kind: 'colour', version: 1, params: { contrast: 15, saturation: 20 } }],
    }),
  }));
  const half = (transitionSeconds / 2) * second;
  const transitions = items.slice(1).map(({ id }, n) => ({
    ...{ id: `t${n}`, kind: 'dissolve', from: `c${n}`, to: id, before: half, after: half },
  }));
  const title = {
    ...{ id: 'title', kind: 'text' as const, start: second, duration: 4 * second },
    runs: [{ text: '海边的一天' }],
  };
  return {
    ...{ schema: 'weireel.edit', version: 1, canvas, fps: { num: 30, den: 1 }, styles: {} },
    assets: { film: source },
    tracks: [
      { id: 'main', kind: 'visual', items, transitions: isDressed ? transitions : [] },
      ...(isDressed ? [{ id: 'over', kind: 'visual' as const, items: [title], transitions: [] }] : []),
    ],
  };
}

const fitted = `scale=${canvas.widthPx}:${canvas.heightPx},fps=30`;

/** The parts of the clip, the last one first, as `[v0]`, `[a0]` and so on. */
function pieces(cutSeconds: number): string {
  const places = Array.from({ length: cuts }, (_, n) => n);
  const split = (kind: string) => places.map((n) => `[s${kind}${n}]`).join('');
  const trims = places.map((n) => {
    const from = (cuts - 1 - n) * cutSeconds;
    const range = `start=${from}:end=${from + cutSeconds}`;
    return `[sv${n}]trim=${range},setpts=PTS-STARTPTS[v${n}];[sa${n}]atrim=${range},asetpts=PTS-STARTPTS[a${n}]`;
  });
  return [`[0:v]split=${cuts}${split('v')}`, `[0:a]asplit=${cuts}${split('a')}`, ...trims].join(';');
}

function names(...kinds: string[]): string {
  return Array.from({ length: cuts }, (_, n) => kinds.map((kind) => `[${kind}${n}]`).join('')).join('');
}

function dressedGraph(cutSeconds: number): string {
  const fit = Array.from({ length: cuts }, (_, n) => `[v${n}]${fitted},settb=AVTB[f${n}]`);
  const fades: string[] = [];
  let at = 0;
  for (let n = 1; n < cuts; n += 1) {
    at += cutSeconds - transitionSeconds;
    const from = n === 1 ? ['[f0]', '[a0]'] : [`[x${n - 1}]`, `[y${n - 1}]`];
    fades.push(
      `${from[0]}[f${n}]xfade=transition=fade:duration=${transitionSeconds}:offset=${at}[x${n}]`,
      `${from[1]}[a${n}]acrossfade=d=${transitionSeconds}[y${n}]`,
    );
  }
  const last = cuts - 1;
  const title = "drawtext=text='A day by the sea':fontsize=64:x=(w-tw)/2:y=(h-th)/2:enable='between(t,1,5)'";
  return [
    pieces(cutSeconds),
    ...fit,
    ...fades,
    `[x${last}]eq=contrast=1.15:saturation=1.2,${title}[v]`,
    `[y${last}]anull[a]`,
  ].join(';');
}
