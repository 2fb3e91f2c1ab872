import { randomUUID } from 'node:crypto';
import { createTemplate, startTestServer } from '@weireel/db/testing/server';
import type { TestServer } from '@weireel/db/testing/server';
import type { TestProject } from 'vitest/node';

/**
 * One PostgreSQL for the whole test run, with one migrated database that test files copy. Each project that needs it
 * asks for it, the first one starts it, and what the root project provides all projects see.
 */
export default async function setUp({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const project = vitest.getRootProject();
  if ('postgresUrl' in project.getProvidedContext()) return undefined;
  const server = await openServer();
  try {
    const template = await createTemplate(server.url, `template_${randomUUID().replaceAll('-', '')}`);
    project.provide('postgresUrl', server.url);
    project.provide('postgresTemplate', template.name);
    return async () => {
      await template.drop();
      await server.close();
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** The server that the environment names, which is left running, or our own. */
function openServer(): Promise<TestServer> {
  const url = process.env['WEIREEL_TEST_DATABASE_URL'];
  return url === undefined ? startTestServer() : Promise.resolve({ url, close: () => Promise.resolve() });
}
