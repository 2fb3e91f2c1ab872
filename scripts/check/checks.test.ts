import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkNames } from './banned-names.ts';
import { checkLightClients } from './light-clients.ts';
import { checkDocComments } from './doc-comments.ts';
import { checkDocuments } from './documents.ts';
import { checkFileSizes } from './file-sizes.ts';
import type { Finding, SourceFile } from './finding.ts';
import { checkImportCycles } from './import-cycles.ts';
import { checkImportDirections } from './import-directions.ts';
import { importsOf } from './imports.ts';
import { checkSwitchedOffRules } from './switched-off-rules.ts';

describe('importsOf', () => {
  it('tells values from types, in every form', () => {
    const text = [
      "import type { A } from './a.ts';",
      "import { type B } from './b.ts';",
      "import { type C, d } from './c.ts';",
      "export type { E } from './e.ts';",
      "export { f } from './f.ts';",
      "const g = await import('./g.ts');",
      "let h: import('./h.ts').H;",
      "import './i.ts';",
    ].join('\n');
    expect(importsOf({ path: 'x.ts', text })).toEqual([
      { specifier: './a.ts', isTypeOnly: true, line: 1 },
      { specifier: './b.ts', isTypeOnly: true, line: 2 },
      { specifier: './c.ts', isTypeOnly: false, line: 3 },
      { specifier: './e.ts', isTypeOnly: true, line: 4 },
      { specifier: './f.ts', isTypeOnly: false, line: 5 },
      { specifier: './g.ts', isTypeOnly: false, line: 6 },
      { specifier: './h.ts', isTypeOnly: true, line: 7 },
      { specifier: './i.ts', isTypeOnly: false, line: 8 },
    ]);
  });

  it('finds the script of a Vue file on its own line', () => {
    const text =
      '<template>\n  <p />\n</template>\n<script setup lang="ts">\nimport a from \'./a.ts\';\n</script>\n';
    expect(importsOf({ path: 'x.vue', text })).toEqual([{ specifier: './a.ts', isTypeOnly: false, line: 5 }]);
  });
});

describe('checkImportDirections', () => {
  it('accepts what the rules allow', () => {
    const found = directions(
      ['packages/hls/src/write.ts', "import { Id } from '@weireel/contract';"],
      ['packages/process/src/start.ts', "import { spawn } from 'node:child_process';"],
      [
        'packages/hls/src/write.test.ts',
        "import { spawn } from 'node:child_process';\nimport { it } from 'vitest';",
      ],
      ['apps/server/src/main.ts', "import { open } from '@weireel/db';\nimport fastify from 'fastify';"],
      ['test/setup.ts', "import { start } from '@weireel/db/testing';"],
      ['test/people/a.test.ts', "import { startInProcess } from '@weireel/server/testing';"],
    );
    expect(found).toEqual([]);
  });

  it.each([
    ['packages/contract/src/a.ts', '@weireel/hls', 'contract may not import hls'],
    ['packages/hls/src/a.ts', '@weireel/db', 'hls may not import db'],
    ['packages/hls/src/a.ts', 'node:path', 'hls is pure: it knows no Node'],
    [
      'packages/hls/src/a.ts',
      '../../contract/src/id.ts',
      'import «@weireel/contract» instead of reaching into packages/contract',
    ],
    ['packages/hls/src/a.ts', 'left-pad', 'declare «left-pad» in packages/hls/package.json'],
    ['packages/db/src/a.ts', 'node:child_process', 'only packages/process starts processes'],
    [
      'apps/server/src/a.ts',
      '@weireel/db/src/a.ts',
      'import the package «@weireel/db», not a file inside it',
    ],
    ['apps/server/src/a.ts', '@weireel/db/testing', 'only tests import what supports tests'],
    ['apps/server/src/a.ts', '@weireel/web', 'there is no package «web» (apps are never imported)'],
    [
      'apps/worker/src/a.ts',
      '@weireel/server/testing',
      'there is no package «server» (apps are never imported)',
    ],
    ['apps/server/src/a.ts', '../../web/src/b.ts', 'import «@weireel/web» instead of reaching into apps/web'],
    ['apps/server/src/a.ts', '@weireel/hls', 'declare «@weireel/hls» in apps/server/package.json'],
    ['apps/server/src/a.ts', 'pg', 'only packages/db and packages/jobs speak SQL'],
    ['apps/web/src/a.ts', '@weireel/db', 'web may not import db'],
    ['packages/wechat/src/a.ts', 'node:fs/promises', 'only packages/blob touches media bytes'],
  ])('refuses %s importing %s', (path, specifier, message) => {
    const found = directions([path, `\nimport { x } from '${specifier}';`]);
    expect(found).toContainEqual({ path, line: 2, message });
  });

  function directions(...sources: [path: string, text: string][]): Finding[] {
    const manifest = (folder: string, dependencies: string[], exports: string[] = []): SourceFile => ({
      path: `${folder}/package.json`,
      text: JSON.stringify({
        dependencies: Object.fromEntries(dependencies.map((name) => [name, '*'])),
        exports: Object.fromEntries(['.', ...exports].map((name) => [name, './src/index.ts'])),
      }),
    });
    return checkImportDirections([
      manifest('packages/contract', []),
      manifest('packages/hls', ['@weireel/contract']),
      manifest('packages/db', ['@weireel/contract', 'pg'], ['./testing']),
      manifest('packages/process', []),
      manifest('packages/wechat', []),
      manifest('apps/server', ['@weireel/db', 'fastify', 'pg'], ['./testing']),
      manifest('apps/web', ['@weireel/db']),
      ...sources.map(([path, text]) => ({ path, text })),
    ]);
  }
});

describe('checkLightClients', () => {
  const contract = [
    {
      path: 'packages/contract/package.json',
      text: JSON.stringify({
        name: '@weireel/contract',
        exports: { '.': './src/index.ts', './plain': './src/plain.ts' },
      }),
    },
    { path: 'packages/contract/src/index.ts', text: "export { Id } from './scalars.ts';" },
    { path: 'packages/contract/src/scalars.ts', text: "import { Type } from 'typebox';" },
    { path: 'packages/contract/src/plain.ts', text: 'export const calls = {};' },
  ];

  it('finds a validator that travels to a client by way of others', () => {
    const path = 'apps/web/src/a.ts';
    const found = checkLightClients([...contract, { path, text: "import { Id } from '@weireel/contract';" }]);
    expect(found.map((each) => each.path)).toEqual([path]);
    expect(found[0]?.message).toContain(
      'apps/web/src/a.ts → packages/contract/src/index.ts → packages/contract/src/scalars.ts → typebox: ',
    );
  });

  it('lets types and what is plain be', () => {
    const text =
      "import type { Id } from '@weireel/contract';\nimport { calls } from '@weireel/contract/plain';";
    expect(checkLightClients([...contract, { path: 'apps/web/src/a.ts', text }])).toEqual([]);
  });

  it('finds a validator in what programs use to draw and edit (DOC-11)', () => {
    const path = 'packages/edit/src/index.ts';
    const schema = { path: 'packages/edit/src/schema/clip.ts', text: "import { Type } from 'typebox';" };
    const reaching = { path, text: "export { Clip } from './schema/clip.ts';" };
    const light = { path, text: "export type { Clip } from './schema/clip.ts';" };
    expect(checkLightClients([schema, reaching]).map((each) => each.path)).toEqual([path]);
    expect(checkLightClients([schema, light])).toEqual([]);
  });
});

describe('checkImportCycles', () => {
  it('finds a circle of values, across packages too, and lets types be', () => {
    const files = [
      { path: 'packages/a/src/index.ts', text: "export { b } from './b.ts';" },
      { path: 'packages/a/src/b.ts', text: "import { c } from '@weireel/c';" },
      { path: 'packages/c/src/index.ts', text: "import { b } from '@weireel/a';" },
      { path: 'packages/d/src/index.ts', text: "import type { E } from './e.ts';" },
      { path: 'packages/d/src/e.ts', text: "import { d } from './index.ts';" },
    ];
    const [a, b, c] = files.map((file) => file.path);
    const manifests = ['a', 'c'].map((name) => ({
      path: `packages/${name}/package.json`,
      text: JSON.stringify({ name: `@weireel/${name}`, exports: { '.': './src/index.ts' } }),
    }));
    expect(checkImportCycles([...files, ...manifests])).toEqual([
      { path: a, message: `imports go in a circle: ${[a, b, c, a].join(' → ')}` },
    ]);
  });
});

describe('checkFileSizes', () => {
  const file = (path: string, lines: number): SourceFile => ({ path, text: 'x\n'.repeat(lines) });

  it('refuses very long files always and long ones without a reason', () => {
    const files = [
      file('packages/a/src/a.ts', 701),
      file('packages/a/src/b.ts', 401),
      file('packages/a/src/c.ts', 400),
    ];
    expect(checkFileSizes(files, { 'packages/a/src/a.ts': 'because' }).map((each) => each.path)).toEqual([
      'packages/a/src/a.ts',
      'packages/a/src/b.ts',
    ]);
    expect(checkFileSizes([file('packages/a/src/b.ts', 401)], { 'packages/a/src/b.ts': 'because' })).toEqual(
      [],
    );
  });

  it('lets tests be long, and notices a reason for a file that is gone', () => {
    expect(checkFileSizes([file('packages/a/src/a.test.ts', 900)], {})).toEqual([]);
    expect(checkFileSizes([], { 'packages/a/src/old.ts': 'because' })).toHaveLength(1);
  });
});

describe('checkSwitchedOffRules', () => {
  it('finds comments that switch rules off, for whichever linter', () => {
    const comments = ['es', 'ox'].map((which) => `// ${which}lint-disable-next-line no-empty`);
    const text = ['const a = 1;', ...comments].join('\n');
    const lines = checkSwitchedOffRules([{ path: 'a.ts', text }]).map(({ line }) => line);
    expect(lines).toEqual([2, 3]);
    expect(checkSwitchedOffRules([{ path: 'a.md', text }])).toEqual([]);
  });
});

describe('checkNames', () => {
  it('refuses empty words and names that are not kebab-case', () => {
    const paths = [
      'packages/a/src/utils/x.ts',
      'apps/b/src/helpers.ts',
      'packages/a/src/playList.ts',
      'packages/a/src/play-list.ts',
    ];
    expect(checkNames(paths.map((path) => ({ path, text: '' }))).map((finding) => finding.path)).toEqual(
      paths.slice(0, 3),
    );
  });
});

describe('checkDocuments', () => {
  const file = (path: string, text = ''): SourceFile => ({ path, text });

  it('refuses gaps in numbers, names without a number, and links that lead nowhere', () => {
    const found = checkDocuments([
      file(
        'docs/1-run.md',
        'see [it](../README.md#run) and [that](3-api.md), [web](https://example.org), `[no](no.md)`',
      ),
      file('docs/3-api.md', '\n![picture](images/absent.png) [decisions](decisions/)'),
      file('docs/decisions/0001-one.md'),
      file('docs/decisions/two.md'),
      file('README.md'),
    ]);
    expect(found).toEqual([
      { path: 'docs/3-api.md', message: 'docs/ should have number 2 here' },
      { path: 'docs/decisions/two.md', message: 'decisions are called NNNN-short-title.md' },
      { path: 'docs/3-api.md', line: 2, message: 'the link images/absent.png leads nowhere' },
    ]);
  });
});

describe('checkDocComments', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('finds what leaves a package without a doc comment', async () => {
    await writeFile(
      join(folder, 'clip.ts'),
      `/** A clip. */
export interface Clip {
  /** Its length. */
  lengthMs: number;
  name: string;
}
export type Cut = { at: number };
/** Cuts. */
export function cut(): void {}
export function bare(): void {}
export function inner(): void {}
/** A player. */
export class Player {
  #hidden = 1;
  private own = 2;
  rate = 1;
  /** Plays. */
  play(): void {}
}
`,
    );
    const index = join(folder, 'index.ts');
    await writeFile(
      index,
      "export { cut, bare, Player } from './clip.ts';\nexport type { Clip, Cut } from './clip.ts';\n",
    );
    const options = {
      noLib: true,
      allowImportingTsExtensions: true,
      noEmit: true,
      module: ts.ModuleKind.ESNext,
    };
    const found = checkDocComments(folder, [index], options);
    expect(found.map(({ path, line, message }) => `${path}:${line} ${message.split('»')[0]}`).sort()).toEqual(
      [
        'clip.ts:10 «bare',
        'clip.ts:16 «Player.rate',
        'clip.ts:5 «Clip.name',
        'clip.ts:7 «Cut',
        'clip.ts:7 «Cut.at',
      ],
    );
  });
});
