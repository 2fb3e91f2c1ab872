/**
 * The one place where keys of blobs are made and read. `assets/<asset>/<folder>/<writer>/<file>`: the folder tells
 * which family a blob belongs to, the writer is what fences it off (an edition, an attempt), so a key is written
 * once and never changed.
 */

/** Kinds of what is stored of an asset. */
export const artefactKinds = [
  'source',
  'edition',
  'progressive',
  'poster',
  'storyboard',
  'preview',
  'candidate',
  'cover',
  'segment',
  'fragment',
  'sound',
  'still',
] as const;

/** A kind of what is stored of an asset. */
export type ArtefactKind = (typeof artefactKinds)[number];

/** Kinds that are one file each, made by an attempt of the worker. */
export type DerivedKind = Exclude<ArtefactKind, 'source' | 'edition'>;

/** What a key says. */
export type ParsedBlobKey =
  | {
      isKnown: true;
      /** What it is. */
      kind: ArtefactKind;
      /** Asset that it belongs to. */
      assetId: string;
      /** Key of the row in `artefacts`: the blob's own, or for files of an edition their common prefix. */
      artefactKey: string;
    }
  | {
      isKnown: false;
      /** `foreign`: not ours at all. `unknown_kind`: ours by its place. `newer_version`: a kind of a later Weireel. */
      why: 'foreign' | 'unknown_kind' | 'newer_version';
    };

const folders = { source: 'source', edition: 'e', derived: 'd' } as const;

/** File names below an attempt; those of which there are several carry a number from 0. */
const derivedNames: Record<DerivedKind, { write: (n: number) => string; pattern: RegExp }> = {
  progressive: { write: () => 'video.mp4', pattern: /^video\.mp4$/ },
  poster: { write: () => 'poster.jpg', pattern: /^poster\.jpg$/ },
  storyboard: {
    write: (n) => (n === 0 ? 'storyboard.jpg' : `storyboard-${n}.jpg`),
    pattern: /^storyboard(?:-\d+)?\.jpg$/,
  },
  preview: { write: () => 'preview.mp4', pattern: /^preview\.mp4$/ },
  candidate: { write: (n) => `candidate-${n}.jpg`, pattern: /^candidate-\d+\.jpg$/ },
  cover: { write: (n) => `cover-${n}.jpg`, pattern: /^cover-\d+\.jpg$/ },
  segment: { write: (n) => `segment-${n}.mp4`, pattern: /^segment-\d+\.mp4$/ },
  fragment: { write: (n) => `fragment-${n}.m4s`, pattern: /^fragment-\d+\.m4s$/ },
  sound: { write: () => 'sound.m4a', pattern: /^sound\.m4a$/ },
  still: { write: () => 'still.jpg', pattern: /^still\.jpg$/ },
};

const derivedKinds = artefactKinds.filter((kind) => kind !== 'source' && kind !== 'edition');

/** Key of a source: a name of its own, so that an upload that is begun again meets nothing. */
export function sourceKey(assetId: string, name: string): string {
  return `${assetPrefix(assetId)}${folders.source}/${name}`;
}

/** Prefix of every file of an edition, with its last slash. */
export function editionPrefix(assetId: string, editionId: string): string {
  return `${assetPrefix(assetId)}${folders.edition}/${editionId}/`;
}

/** Key of a file that an attempt makes; `n` counts those of which there are several, from 0. */
export function derivedKey(assetId: string, attemptId: string, kind: DerivedKind, n = 0): string {
  return `${assetPrefix(assetId)}${folders.derived}/${attemptId}/${derivedNames[kind].write(n)}`;
}

/** Prefix of everything of an asset, with its last slash. */
export function assetPrefix(assetId: string): string {
  return `assets/${assetId}/`;
}

/** Whose asset's blob a key is, by its place; null: it lies outside. */
export function assetIdOfKey(key: string): string | null {
  return /^assets\/([0-9A-Za-z]+)\/./.exec(key)?.[1] ?? null;
}

/** Reads a key. What is not understood is never ours to remove. */
export function parseBlobKey(key: string): ParsedBlobKey {
  const match = /^assets\/([0-9A-Za-z]{1,32})\/([a-z]+)(\d*)\/([0-9A-Za-z]{1,32})(?:\/(.+))?$/.exec(key);
  if (!match) return { isKnown: false, why: assetIdOfKey(key) === null ? 'foreign' : 'unknown_kind' };
  const [, assetId = '', folder = '', version = '', writer = '', rest] = match;
  const isFamily = Object.values(folders).some((name) => name === folder);
  if (!isFamily) return { isKnown: false, why: 'unknown_kind' };
  if (version !== '') return { isKnown: false, why: 'newer_version' };
  if (folder === folders.source && rest === undefined)
    return { isKnown: true, kind: 'source', assetId, artefactKey: key };
  if (folder === folders.edition && rest !== undefined)
    return { isKnown: true, kind: 'edition', assetId, artefactKey: editionPrefix(assetId, writer) };
  const kind = derivedKinds.find((each) => rest !== undefined && derivedNames[each].pattern.test(rest));
  if (folder === folders.derived && kind !== undefined)
    return { isKnown: true, kind, assetId, artefactKey: key };
  return { isKnown: false, why: 'unknown_kind' };
}
