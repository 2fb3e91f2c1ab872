import { readFile } from 'node:fs/promises';
import { createMemoryStore } from '@weireel/blob';
import { startInProcess } from '@weireel/server/testing';
import { expect, test } from 'vitest';
import { undoAfterAll } from '../undo-after-all.ts';
import { brokenPromises, type Calls } from './broken-promises.ts';

const undo = undoAfterAll();
const server = await startInProcess(createMemoryStore());
undo(() => server.stop());

/** The calls of version 0.1 before its code was cut by nouns. */
const former = JSON.parse(await readFile(new URL('former-api.json', import.meta.url), 'utf8')) as Calls; // an OpenAPI document's paths
const document: unknown = await (await fetch(`${server.url}/api/openapi.json`)).json();
const { paths: now } = document as { paths: Calls }; // of OpenAPI 3.1

test('a program written by the former document is served as before', () => {
  expect(brokenPromises(former, now)).toEqual([]);
});

// One change each that such a program would stumble over.
test.each<[string, (calls: Calls) => void]>([
  ['GET /feed is gone', (calls) => delete calls['/feed']],
  ['PUT /videos/{id}/details asks for a new field', (calls) => bodyOf(calls).required?.push('mood')],
  [
    'PUT /videos/{id}/details has shorter titles',
    (calls) => (propertyOf(bodyOf(calls), 'title').maxLength = 5),
  ],
  ['GET /videos/{id} has no title', (calls) => delete answerOf(calls).properties?.title],
  ['GET /videos/{id} may leave its title out', (calls) => answerOf(calls).required?.splice(0)],
  ['GET /videos/{id} may have no title', (calls) => orNull(propertyOf(answerOf(calls), 'title'))],
  ['GET /videos/{id} knows one state less', (calls) => stateOf(calls).splice(0, 1)],
  ['GET /videos/{id} counts in texts', (calls) => (propertyOf(answerOf(calls), 'playable').type = 'string')],
])('a change is noticed: %s', (_title, change) => {
  const changed = structuredClone(former);
  change(changed);
  expect(brokenPromises(former, changed)).not.toEqual([]);
});

test('an addition is no break', () => {
  const changed = structuredClone(former);
  const answer = answerOf(changed);
  answer.properties = { ...answer.properties, mood: { type: 'string' } };
  answer.required?.push('mood');
  changed['/moods'] = { get: { responses: {} } };
  expect(brokenPromises(former, changed)).toEqual([]);
});

function bodyOf(calls: Calls) {
  const schema = calls['/videos/{id}/details']?.['put']?.requestBody?.content['application/json']?.schema;
  if (schema === undefined) throw new Error('the former document has no such body');
  return schema;
}

function answerOf(calls: Calls) {
  const schema = calls['/videos/{id}']?.['get']?.responses['200']?.content?.['application/json']?.schema;
  if (schema === undefined) throw new Error('the former document has no such answer');
  return schema;
}

function propertyOf(schema: ReturnType<typeof bodyOf>, name: string) {
  const property = schema.properties?.[name];
  if (property === undefined) throw new Error(`there was no ${name}`);
  return property;
}

/** The states of a video, in whichever way the document lists them. */
function stateOf(calls: Calls): unknown[] {
  const { anyOf, enum: values } = propertyOf(answerOf(calls), 'state');
  const states = values ?? anyOf;
  if (states === undefined) throw new Error('a video had no states');
  return states;
}

function orNull(schema: ReturnType<typeof bodyOf>): void {
  const { type } = schema;
  delete schema.type;
  schema.anyOf = [{ type: String(type) }, { type: 'null' }];
}
