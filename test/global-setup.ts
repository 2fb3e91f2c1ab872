import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTemplate, startTestServer } from '@weireel/db/testing/server';
import type { TestServer } from '@weireel/db/testing/server';
import type { TestProject } from 'vitest/node';
import { clipFolderVariable } from './make-clip.ts';
import { joinPrograms } from './run/join-programs.ts';
import { joinedVariable } from './run/node-environment.ts';

/**
 * One PostgreSQL for the whole test run, with one migrated database that test files copy, one folder of generated
 * clips, and the programs that are started. Each project that needs them asks for them, the first one starts them, and
 * what the root project provides all projects see.
 */
export default async function setUp({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const project = vitest.getRootProject();
  if ('postgresUrl' in project.getProvidedContext()) return undefined;
  const clips = await mkdtemp(join(tmpdir(), 'weireel-clips-'));
  // Inherited by the workers, which start later.
  process.env[clipFolderVariable] = clips;
  // Servers, workers and command lines are started by the dozen; most of a start is reading the same code.
  process.env['NODE_COMPILE_CACHE'] = join(clips, 'compiled');
  process.env[joinedVariable] = await joinPrograms(join(clips, 'joined'));
  const removeClips = () => rm(clips, { recursive: true, force: true });
  const server = await openServer();
  try {
    const template = await createTemplate(server.url, `template_${randomUUID().replaceAll('-', '')}`);
    project.provide('postgresUrl', server.url);
    project.provide('postgresTemplate', template.name);
    return async () => {
      await template.drop();
      await server.close();
      await removeClips();
    };
  } catch (error) {
    await server.close();
    await removeClips();
    throw error;
  }
}

/** The server that the environment names, which is left running, or our own. */
function openServer(): Promise<TestServer> {
  const url = process.env['WEIREEL_TEST_DATABASE_URL'];
  return url === undefined ? startTestServer() : Promise.resolve({ url, close: () => Promise.resolve() });
}
