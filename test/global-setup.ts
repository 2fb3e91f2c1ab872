import { randomUUID } from 'node:crypto';
import { createTemplate, startTestServer } from '@weireel/db/testing/server';
import type { TestServer } from '@weireel/db/testing/server';
import type { TestProject } from 'vitest/node';

/** One PostgreSQL for the whole test run, with one migrated database that test files copy. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
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
