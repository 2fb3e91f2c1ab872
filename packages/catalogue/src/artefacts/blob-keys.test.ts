import { describe, expect, it } from 'vitest';
import {
  artefactKinds,
  avatarKey,
  avatarPrefix,
  derivedKey,
  editionPrefix,
  ownerOfKey,
  parseBlobKey,
  personKinds,
  sentPictureKey,
  sourceKey,
  type ArtefactKind,
} from './blob-keys.ts';

const asset = 'aaaaaaaaaaaaaaa1';
const attempt = 'bbbbbbbbbbbbbbb2';
const person = 'ccccccccccccccc3';

/** A blob of each kind and the key of its row. A kind without a line here does not compile. */
const examples: Record<ArtefactKind, [key: string, artefactKey: string]> = {
  source: [sourceKey(asset, 'x1'), `assets/${asset}/source/x1`],
  edition: [`${editionPrefix(asset, 'E1')}v0/s0.m4s`, `assets/${asset}/e/E1/`],
  progressive: [derivedKey(asset, attempt, 'progressive'), `assets/${asset}/d/${attempt}/video.mp4`],
  poster: [derivedKey(asset, attempt, 'poster'), `assets/${asset}/d/${attempt}/poster.jpg`],
  storyboard: [derivedKey(asset, attempt, 'storyboard'), `assets/${asset}/d/${attempt}/storyboard.jpg`],
  preview: [derivedKey(asset, attempt, 'preview'), `assets/${asset}/d/${attempt}/preview.mp4`],
  candidate: [derivedKey(asset, attempt, 'candidate', 5), `assets/${asset}/d/${attempt}/candidate-5.jpg`],
  cover: [derivedKey(asset, attempt, 'cover', 12), `assets/${asset}/d/${attempt}/cover-12.jpg`],
  segment: [derivedKey(asset, attempt, 'segment', 7), `assets/${asset}/d/${attempt}/segment-7.mp4`],
  sent_picture: [sentPictureKey(person, 'x1'), `people/${person}/s/x1`],
  avatar: [avatarKey(avatarPrefix(person, attempt), 'small'), `people/${person}/a/${attempt}/128.jpg`],
  fragment: [derivedKey(asset, attempt, 'fragment', 3), `assets/${asset}/d/${attempt}/fragment-3.m4s`],
  sound: [derivedKey(asset, attempt, 'sound'), `assets/${asset}/d/${attempt}/sound.m4a`],
  mezzanine: [derivedKey(asset, attempt, 'mezzanine'), `assets/${asset}/d/${attempt}/mezzanine.bin`],
  picture: [derivedKey(asset, attempt, 'picture'), `assets/${asset}/d/${attempt}/picture.png`],
  lut: [derivedKey(asset, attempt, 'lut'), `assets/${asset}/d/${attempt}/lut.cube`],
  font: [derivedKey(asset, attempt, 'font'), `assets/${asset}/d/${attempt}/font.otf`],
  export: [derivedKey(asset, attempt, 'export', 2), `assets/${asset}/d/${attempt}/export.m4a`],
  still: [derivedKey(asset, attempt, 'still'), `assets/${asset}/d/${attempt}/still.jpg`],
};

describe('keys of blobs', () => {
  it.each(artefactKinds)('of kind %s are read as they were made', (kind) => {
    const [key, artefactKey] = examples[kind];
    expect(parseBlobKey(key)).toEqual({ isKnown: true, kind, artefactKey });
    const isOfPerson = personKinds.some((each) => each === kind);
    expect(ownerOfKey(key)).toEqual(
      isOfPerson ? { type: 'person', id: person } : { type: 'asset', id: asset },
    );
  });

  it('number the sheets of a storyboard from the second on', () => {
    const key = derivedKey(asset, attempt, 'storyboard', 3);
    expect(key).toBe(`assets/${asset}/d/${attempt}/storyboard-3.jpg`);
    expect(parseBlobKey(key)).toMatchObject({ kind: 'storyboard', artefactKey: key });
  });

  it.each([
    ['notes.txt', 'foreign'],
    ['backup/assets/a/source/x', 'foreign'],
    ['assets/readme', 'foreign'],
    [`assets/${asset}/waveform/${attempt}/peaks.json`, 'unknown_kind'],
    [`assets/${asset}/d/${attempt}/captions.vtt`, 'unknown_kind'],
    [`assets/${asset}/d/${attempt}/poster.avif`, 'unknown_kind'],
    [`assets/${asset}/d/${attempt}/deep/poster.jpg`, 'unknown_kind'],
    [`assets/${asset}/d/poster.jpg`, 'unknown_kind'],
    [`assets/${asset}/source/x/y`, 'unknown_kind'],
    [`assets/${asset}/e/lonely`, 'unknown_kind'],
    [`assets/${asset}/d2/${attempt}/poster.jpg`, 'newer_version'],
    [`assets/${asset}/e2/E1/v0/s0.m4s`, 'newer_version'],
    [`assets/${asset}/source3/x1`, 'newer_version'],
    ['people/readme', 'foreign'],
    [`people/${person}/b/${attempt}/banner.jpg`, 'unknown_kind'],
    [`people/${person}/a/${attempt}/128.avif`, 'unknown_kind'],
    [`people/${person}/a/${attempt}`, 'unknown_kind'],
    [`people/${person}/s/x1/y`, 'unknown_kind'],
    [`people/${person}/a2/${attempt}/128.jpg`, 'newer_version'],
  ] as const)('%s is not ours to remove: %s', (key, why) => {
    expect(parseBlobKey(key)).toEqual({ isKnown: false, why });
  });
});
