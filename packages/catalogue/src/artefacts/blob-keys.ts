/**
 * The one place where keys of blobs are made and read. `assets/<asset>/<folder>/<writer>/<file>`, and the same below
 * `people/<person>/`: the folder tells which family a blob belongs to, the writer is what fences it off (an edition, an
 * attempt), so a key is written once and never changed.
 */

/** Kinds of what is stored of an asset. */
export const assetKinds = [
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
  'mezzanine',
  'picture',
  'lut',
  'font',
  'export',
] as const;

/** Kinds of what is stored of a person: a picture as they sent it, and what others see of it. */
export const personKinds = ['sent_picture', 'avatar'] as const;

/** Kinds of what is stored. */
export const artefactKinds = [...assetKinds, ...personKinds] as const;

/** A kind of what is stored of an asset. */
export type AssetKind = (typeof assetKinds)[number];

/** A kind of what is stored. */
export type ArtefactKind = (typeof artefactKinds)[number];

/** Kinds that are one file each, made by an attempt of the worker. */
export type DerivedKind = Exclude<AssetKind, 'source' | 'edition'>;

/** What a key says. */
export type ParsedBlobKey =
  | {
      isKnown: true;
      /** What it is. */
      kind: ArtefactKind;
      /** Key of the row in `artefacts`: the blob's own, or for files of an edition their common prefix. */
      artefactKey: string;
    }
  | {
      isKnown: false;
      /** `foreign`: not ours at all. `unknown_kind`: ours by its place. `newer_version`: a kind of a later Weireel. */
      why: 'foreign' | 'unknown_kind' | 'newer_version';
    };

const folders = { source: 'source', edition: 'e', derived: 'd' } as const;

const personFolders = { sent_picture: 's', avatar: 'a' } as const;

/** Edges of an avatar, in pixels: beside somebody's words, and on their own page. Both are square. */
export const avatarEdgesPx = { small: 128, large: 384 } as const;

/** Forms of a film, in the order in which they are counted; a name never changes its place. */
export const exportFormats = ['gif', 'webp', 'm4a', 'mp3'] as const;

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
  picture: { write: () => 'picture.png', pattern: /^picture\.png$/ },
  lut: { write: () => 'lut.cube', pattern: /^lut\.cube$/ },
  font: { write: () => 'font.otf', pattern: /^font\.otf$/ },
  export: { write: (n) => `export.${exportFormats[n]}`, pattern: /^export\.(?:gif|webp|m4a|mp3)$/ },
  mezzanine: { write: () => 'mezzanine.bin', pattern: /^mezzanine\.bin$/ },
};

const derivedKinds = assetKinds.filter((kind) => kind !== 'source' && kind !== 'edition');

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

/** Key of a picture as a person has sent it: a name of its own, so that the next one meets nothing. */
export function sentPictureKey(personId: string, name: string): string {
  return `people/${personId}/${personFolders.sent_picture}/${name}`;
}

/** Prefix of both sizes of an avatar, with its last slash. */
export function avatarPrefix(personId: string, attemptId: string): string {
  return `people/${personId}/${personFolders.avatar}/${attemptId}/`;
}

/** Key of one size of an avatar. */
export function avatarKey(prefix: string, size: keyof typeof avatarEdgesPx): string {
  return `${prefix}${avatarEdgesPx[size]}.jpg`;
}

/** What a blob belongs to, by the place of its key; null: it lies outside. */
export function ownerOfKey(key: string): { type: 'asset' | 'person'; id: string } | null {
  const [, place, id = ''] = /^(assets|people)\/([0-9A-Za-z]+)\/./.exec(key) ?? [];
  if (place === undefined) return null;
  return { type: place === 'assets' ? 'asset' : 'person', id };
}

/** Reads a key. What is not understood is never ours to remove. */
export function parseBlobKey(key: string): ParsedBlobKey {
  const owner = ownerOfKey(key);
  if (owner === null) return { isKnown: false, why: 'foreign' };
  return owner.type === 'asset' ? parseAssetKey(key) : parsePersonKey(key);
}

function parsePersonKey(key: string): ParsedBlobKey {
  const match = /^people\/[0-9A-Za-z]{1,32}\/([a-z]+)(\d*)\/[0-9A-Za-z]{1,32}(?:\/(.+))?$/.exec(key);
  const [, folder = '', version = '', rest] = match ?? [];
  const kind = personKinds.find((each) => personFolders[each] === folder);
  if (kind === undefined) return { isKnown: false, why: 'unknown_kind' };
  if (version !== '') return { isKnown: false, why: 'newer_version' };
  const isOurs = kind === 'avatar' ? /^\d+\.jpg$/.test(rest ?? '') : rest === undefined;
  return isOurs ? { isKnown: true, kind, artefactKey: key } : { isKnown: false, why: 'unknown_kind' };
}

function parseAssetKey(key: string): ParsedBlobKey {
  const match = /^assets\/([0-9A-Za-z]{1,32})\/([a-z]+)(\d*)\/([0-9A-Za-z]{1,32})(?:\/(.+))?$/.exec(key);
  if (!match) return { isKnown: false, why: 'unknown_kind' };
  const [, assetId = '', folder = '', version = '', writer = '', rest] = match;
  const isFamily = Object.values(folders).some((name) => name === folder);
  if (!isFamily) return { isKnown: false, why: 'unknown_kind' };
  if (version !== '') return { isKnown: false, why: 'newer_version' };
  if (folder === folders.source && rest === undefined)
    return { isKnown: true, kind: 'source', artefactKey: key };
  if (folder === folders.edition && rest !== undefined)
    return { isKnown: true, kind: 'edition', artefactKey: editionPrefix(assetId, writer) };
  const kind = derivedKinds.find((each) => rest !== undefined && derivedNames[each].pattern.test(rest));
  if (folder === folders.derived && kind !== undefined) return { isKnown: true, kind, artefactKey: key };
  return { isKnown: false, why: 'unknown_kind' };
}
