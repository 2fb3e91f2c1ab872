import { expect, it } from 'vitest';
import { dressedDocument } from '../testing/sample-document.ts';
import { setAt } from '../testing/set-at.ts';
import { checkDocument } from './check-document.ts';
import { problemCatalogue } from './problem.ts';

/** Paths of all that is no object and no list; of what others keep in a document anything is right. */
function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    leavesOf(inner, path === '' ? name : `${path}.${name}`),
  );
}

/** What says of which kind a thing is, is none of the kinds; everything else is of the wrong type. */
const kinds = /^schema$|^assets\.\w+\.kind$|\.items\.\d+\.kind$|\.(retime\.kind|blend)$|^cover\.from\.kind$/;
const codeAt = (path: string) => (kinds.test(path) ? 'not_allowed' : 'wrong_type');
/** Of a parameter of an effect, the parameter as a whole is told of: what it may be only the effect knows. */
const toldAt = (path: string) => path.replace(/(\.params\.[^.]+)\..*$/, '$1');

it('two hundred documents with one thing wrong are told of it, where it is and why, and of nothing else (GOAL-59)', () => {
  const paths = leavesOf(dressedDocument()).filter((path) => !path.startsWith('meta.ext.'));
  expect(paths.length).toBeGreaterThanOrEqual(200);
  for (const path of paths) {
    const { document, problems } = checkDocument(setAt(dressedDocument(), path, []));
    const { zh, en } = problemCatalogue[codeAt(path)];
    expect(problems).toEqual([
      expect.objectContaining({ path: toldAt(path), code: codeAt(path), zh, en, severity: 'error' }),
    ]);
    expect(document).toBeNull();
  }
});
