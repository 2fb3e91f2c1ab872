import { dirname, join } from 'node:path/posix';
import type { Finding, SourceFile } from './finding.ts';

/** Guides are numbered without gaps, decisions have four digits of their own, links lead somewhere. */
export function checkDocuments(files: SourceFile[]): Finding[] {
  const paths = files.map((file) => file.path);
  return [
    ...numbering(paths, /^docs\/(\d+)-[^/]+\.md$/, 'docs/'),
    ...numbering(paths, /^docs\/decisions\/(\d{4})-[^/]+\.md$/, 'docs/decisions/'),
    ...names(paths),
    ...links(files, new Set(paths)),
  ];
}

function numbering(paths: string[], pattern: RegExp, folder: string): Finding[] {
  const numbered = paths
    .map((path) => ({ path, number: Number(pattern.exec(path)?.[1] ?? Number.NaN) }))
    .filter((each) => !Number.isNaN(each.number))
    .sort((a, b) => a.number - b.number);
  return numbered.flatMap(({ path, number }, index) =>
    number === index + 1 ? [] : [{ path, message: `${folder} should have number ${index + 1} here` }],
  );
}

function names(paths: string[]): Finding[] {
  return paths
    .filter(
      (path) =>
        /^docs\/decisions\/.*\.md$/.test(path) && !/^docs\/decisions\/\d{4}-[a-z0-9-]+\.md$/.test(path),
    )
    .map((path) => ({ path, message: 'decisions are called NNNN-short-title.md' }));
}

function links(files: SourceFile[], known: Set<string>): Finding[] {
  const folders = new Set([...known].flatMap(foldersOf));
  return files
    .filter((file) => file.path.endsWith('.md'))
    .flatMap((file) =>
      file.text.split('\n').flatMap((text, index) =>
        targetsIn(text)
          .map((target) => ({
            target,
            place: join(dirname(file.path), decodeURI(target)).replace(/\/$/, ''),
          }))
          .filter(({ place }) => !known.has(place) && !folders.has(place) && place !== '.')
          .map(({ target }) => ({
            path: file.path,
            line: index + 1,
            message: `the link ${target} leads nowhere`,
          })),
      ),
    );
}

/** The relative targets of a line: `[text](target#place)`, images too; web addresses are not looked at. */
function targetsIn(line: string): string[] {
  return [...line.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)[^)]*\)|\bsrc="([^"]+)"/g)]
    .map((match) => (match[1] ?? match[2] ?? '').replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/i.test(target));
}

function foldersOf(path: string): string[] {
  const words = path.split('/').slice(0, -1);
  return words.map((_, index) => words.slice(0, index + 1).join('/'));
}
