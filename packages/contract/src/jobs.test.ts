import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Type } from 'typebox';
import { describe, expect, it, test } from 'vitest';
import { NoPayload, type JobKindFacts } from './job-kind.ts';
import { jobPools } from './job-pools.ts';
import { fitsKind, isJobKind, jobKinds } from './jobs.ts';
import { processingKinds } from './processing/jobs.ts';

const isList = (exportedName: string) => exportedName.endsWith('Jobs');

describe.each(Object.entries<JobKindFacts>(jobKinds))('the kind %s', (_kind, facts) => {
  it('has a pool that exists, and tries, a limit and a payload that can be met', () => {
    expect(jobPools).toContain(facts.pool);
    expect(facts.maxFailures).toBeGreaterThan(0);
    // Longer ones would be cut to nothing by the timer.
    expect(facts.timeLimitMs).toBeLessThan(2 ** 31);
    expect(facts.timeLimitMs).toBeGreaterThan(0);
    expect(facts.payload.type).toBe('object');
  });
});

test('every kind that a noun declares is listed, and no two declare the same', async () => {
  const declared: string[] = [];
  for await (const path of glob(fileURLToPath(new URL('*/jobs.ts', import.meta.url)))) {
    const exported = (await import(path)) as Record<string, Record<string, unknown>>; // a module of ours
    declared.push(...Object.entries(exported).flatMap(([name, it]) => (isList(name) ? Object.keys(it) : [])));
  }
  expect(declared.length).toBeGreaterThan(3);
  expect(new Set(declared).size).toBe(declared.length);
  expect(Object.keys(jobKinds).toSorted()).toEqual(declared.toSorted());
});

test('kinds of other versions are not known, nor what every object has', () => {
  expect(isJobKind('process_first')).toBe(true);
  expect(isJobKind('process_yesterday')).toBe(false);
  expect(isJobKind('toString')).toBe(false);
});

test('a payload and a subject fit their kind or do not', () => {
  for (const kind of processingKinds) {
    expect(fitsKind(kind, 'asset', {})).toBe(true);
    expect(fitsKind(kind, 'asset', { more: 1 })).toBe(false);
    expect(fitsKind(kind, 'asset', null)).toBe(false);
    expect(fitsKind(kind, 'planet', {})).toBe(false);
  }
});

test('a kind without schema, pool or limit does not compile', () => {
  const rest = { priority: 1, maxFailures: 1, isCancellable: true, inOrderOfSubjects: false } as const;
  const whole = { ...rest, subject: 'asset', payload: NoPayload, pool: 'first', timeLimitMs: 1 } as const;
  const kinds: JobKindFacts[] = [
    whole,
    // @ts-expect-error no schema
    { ...rest, subject: 'asset', pool: 'first', timeLimitMs: 1 },
    // @ts-expect-error a schema of no object
    { ...whole, payload: Type.String() },
    // @ts-expect-error no pool
    { ...rest, subject: 'asset', payload: NoPayload, timeLimitMs: 1 },
    // @ts-expect-error a pool that there is not
    { ...whole, pool: 'swimming' },
    // @ts-expect-error no limit
    { ...rest, subject: 'asset', payload: NoPayload, pool: 'first' },
  ];
  expect(kinds).toHaveLength(6);
});
