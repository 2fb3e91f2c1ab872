import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { valueEdges } from '../check/value-edges.ts';
import { readRepository } from '../check/repository.ts';
import { workspacesBehind } from './web-client.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('knows every folder whose code the web client is built of', () => {
  const edges = valueEdges(readRepository(root));
  const reached = new Set([...edges.keys()].filter((path) => path.startsWith('apps/web/src/')));
  for (const path of reached) for (const target of edges.get(path) ?? []) reached.add(target);
  const ours = [...reached].filter((path) => /^(?:apps|packages)\//.test(path));
  const folders = new Set(ours.map((path) => path.split('/').slice(0, 2).join('/')));
  expect(folders).toContain('packages/media');
  expect(workspacesBehind(root, 'apps/web')).toEqual(expect.arrayContaining([...folders]));
});
