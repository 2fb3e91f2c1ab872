import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { emptyDocument } from '../testing/sample-document.ts';
import { checkDocument } from '../validation/check-document.ts';
import { type VersionStep, documentVersion, migrateDown, migrateUp } from './migrate.ts';

const fixtures = new URL('fixtures/', import.meta.url);

// A history that did not happen: the title moved, then markers got a name.
const steps: VersionStep[] = [
  {
    up: ({ title, ...rest }) => ({ ...rest, meta: { title } }),
    down: ({ meta, ...rest }) => ({ ...rest, title: (meta as { title: string }).title }), // as: `up` made it
  },
  { up: (document) => ({ ...document, markers: [] }), down: ({ markers: _, ...rest }) => rest },
];

describe('versions of the document', () => {
  it('has a document of every version so far, and reads each (DOC-10, GOAL-57)', () => {
    const versions = Array.from({ length: documentVersion }, (_, index) => `version-${index + 1}.json`);
    expect(readdirSync(fixtures).toSorted()).toEqual(versions);
    for (const [index, name] of versions.entries()) {
      const fixture: unknown = JSON.parse(readFileSync(new URL(name, fixtures), 'utf8'));
      expect(fixture).toMatchObject({ version: index + 1 });
      expect(checkDocument(fixture)).toMatchObject({ document: { version: documentVersion }, problems: [] });
    }
  });

  it('refuses one of a version to come (DOC-10)', () => {
    const { problems } = checkDocument({
      ...emptyDocument(),
      version: documentVersion + 1,
      tracks: 'changed',
    });
    expect(problems.map(({ code }) => code)).toEqual(['too_new']);
  });

  it('goes through every step up, and one down (DOC-10, GOAL-57)', () => {
    const first = { version: 1, title: 'x' };
    expect(migrateUp(first, 1, steps)).toEqual({ version: 3, meta: { title: 'x' }, markers: [] });
    expect(migrateUp({ version: 2, meta: {} }, 2, steps)).toEqual({ version: 3, meta: {}, markers: [] });
    expect(migrateUp({ version: 3 }, 3, steps)).toEqual({ version: 3 });
    expect(migrateDown({ version: 3, meta: { title: 'x' }, markers: [] }, steps)).toEqual({
      version: 2,
      meta: { title: 'x' },
    });
    expect(migrateDown({ version: 2, meta: { title: 'x' } }, steps.slice(0, 1))).toEqual(first);
  });

  it('has nothing below the first version (DOC-10)', () => {
    expect(migrateUp({ version: 1 }, 1)).toEqual({ version: 1 });
    expect(migrateDown({ ...emptyDocument() })).toBeNull();
  });
});
