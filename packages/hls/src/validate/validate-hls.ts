import type { ParsedMediaPlaylist, ParsedMultivariantPlaylist } from '../playlist/parse-playlist.ts';
import { resolveUri } from '../playlist/resolve-uri.ts';
import { checkAlignment } from './check-alignment.ts';
import { checkIFrameBitrates, checkIFrames } from './check-i-frames.ts';
import { videoRange } from './check-init.ts';
import { checkMediaPlaylist } from './check-media-playlist.ts';
import { checkMultivariant, codecsOf, hasPicture } from './check-multivariant.ts';
import { checkPlaylistText, type ReadPlaylist } from './check-playlist-text.ts';
import { checkPlainFile } from './check-plain-file.ts';
import { checkRendition } from './check-rendition.ts';
import { checkSubtitles } from './check-subtitles.ts';
import { checkVariant } from './check-variant.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { FileSource } from './file-source.ts';
import { Findings, type HlsFinding, type Note } from './findings.ts';
import type { HlsReader } from './hls-reader.ts';
import { type Rendition, RenditionReader } from './read-rendition.ts';
import { listedSeconds, realSeconds } from './rendition-times.ts';

/** What to check. */
export interface HlsInput {
  /** Address of a multivariant or a media playlist. */
  uri: string;
  /** How to read files. */
  read: HlsReader;
  /** Whether the pictures are what somebody recorded, not what we encoded: some rules do not bind them. Default false. */
  isCopy?: boolean;
  /** Address of the plain MP4 of the same edition. Absent: there is none to be compared. */
  plainUri?: string;
  /** Waits so many milliseconds. Absent: whether a playlist that has not ended goes on is not checked. */
  wait?: (ms: number) => Promise<void>;
}

/** How long a playlist that has not ended may stand still, in target durations. */
const patienceInTargets = 3;

/** What came out. */
export interface HlsReport {
  /** Broken rules, in the order of the rules. Empty: everything is as it should be. */
  findings: HlsFinding[];
  /** What was not looked into, and why; in English. */
  notes: string[];
  /** Whether a playlist grows or has grown (EVENT, live): rules for complete editions did not bind. */
  isGrowing: boolean;
  /** Media playlists that were read, I-frame playlists among them. */
  playlistCount: number;
  /** Segments that these name. */
  segmentCount: number;
  /** Bytes of all files, each counted once. */
  readBytes: number;
}

/**
 * Checks HLS against RFC 8216, Apple's authoring specification and our own rules (`hlsRules`), by reading every file
 * that the playlists name. Rejects only when `read` does.
 */
export async function validateHls(input: HlsInput): Promise<HlsReport> {
  return new Validation(input).run();
}

const unreadReasons = {
  ts: 'MPEG transport streams: only the rules of playlists and bit rates were checked',
  other: 'segments of an unknown kind: only the rules of playlists and bit rates were checked',
  encrypted: 'encrypted segments: only the rules of playlists and bit rates were checked',
};

type Multivariant = ReadPlaylist<ParsedMultivariantPlaylist>;
type Media = ReadPlaylist<ParsedMediaPlaylist>;

class Validation {
  readonly #input: HlsInput;
  readonly #findings = new Findings();
  readonly #note: Note = this.#findings.note;
  readonly #source: FileSource;
  readonly #notes = new Set<string>();
  readonly #media = new Map<string, Media>();
  readonly #renditions = new Map<string, Rendition>();

  constructor(input: HlsInput) {
    this.#input = input;
    this.#source = new FileSource(input.read, this.#note);
  }

  async run(): Promise<HlsReport> {
    const root = await this.#openPlaylist(this.#input.uri);
    if (root?.playlist.kind === 'multivariant') {
      await this.#checkAll({ uri: root.uri, playlist: root.playlist });
    } else if (root?.playlist.kind === 'media') {
      this.#notes.add('a media playlist alone: the rules of multivariant playlists were not checked');
      const media = { uri: root.uri, playlist: root.playlist };
      this.#media.set(this.#input.uri, media);
      checkMediaPlaylist(media, this.#note);
      this.#checkIndependence(null, [media]);
      if (media.playlist.isIFramesOnly) await checkIFrames(media, null, this.#source, this.#note);
      else await this.#rendition(this.#input.uri, media);
    }
    await this.#checkPlainFile();
    await this.#checkGrowth();
    return this.#report();
  }

  async #checkAll(root: Multivariant): Promise<void> {
    checkMultivariant(root, this.#note);
    const { variants, media } = root.playlist;
    const address = (name: string) => resolveUri(root.uri, name);
    const ofType = (type: string) => media.filter((each) => each.get('TYPE') === type && each.has('URI'));
    const addressesOf = (type: string) => ofType(type).map((each) => address(each.get('URI') ?? ''));
    const streams = variants.filter(({ isIFramesOnly }) => !isIFramesOnly);
    const played = new Set([...streams.map(({ uri }) => address(uri)), ...addressesOf('AUDIO')]);
    const opened: Media[] = [];
    for (const each of played) {
      const playlist = await this.#openMedia(each);
      if (playlist !== null) opened.push(playlist);
    }
    this.#checkIndependence(root, opened);
    for (const each of played) {
      const playlist = this.#media.get(each);
      if (playlist !== undefined) await this.#rendition(each, playlist);
    }
    for (const variant of variants) {
      const sound = ofType('AUDIO')
        .filter((each) => each.get('GROUP-ID') === variant.attributes.get('AUDIO'))
        .flatMap((each) => this.#renditions.get(address(each.get('URI') ?? '')) ?? []);
      const rendition = this.#renditions.get(address(variant.uri));
      if (rendition !== undefined && !variant.isIFramesOnly) {
        checkVariant(root.uri, variant, rendition, sound, this.#note);
      }
    }
    const pictures = streams
      .filter(hasPicture)
      .flatMap(({ uri }) => this.#renditions.get(address(uri)) ?? []);
    const sound = addressesOf('AUDIO').flatMap((each) => this.#renditions.get(each) ?? []);
    checkAlignment([...new Set(pictures)], sound, this.#note);
    this.#checkSound(root, [...pictures, ...sound]);
    this.#checkRange(root, pictures);
    await this.#checkTrickPlay(root, pictures[0] ?? null);
    const seconds = pictures[0] === undefined ? null : listedSeconds(pictures[0]);
    for (const each of addressesOf('SUBTITLES')) {
      const playlist = await this.#openMedia(each);
      if (playlist !== null) await checkSubtitles(playlist, seconds, this.#source, this.#note);
    }
  }

  async #checkPlainFile(): Promise<void> {
    const { plainUri } = this.#input;
    const [first] = this.#renditions.values();
    if (plainUri === undefined || first === undefined) return;
    const file = await this.#source.open(plainUri, 'plain');
    if (file !== null) checkPlainFile(file, realSeconds(first) ?? listedSeconds(first), this.#note);
  }

  async #checkGrowth(): Promise<void> {
    const { read, wait } = this.#input;
    const growing = [...this.#media.values()].filter(({ playlist }) => !playlist.isEnded);
    if (wait === undefined || growing.length === 0) return;
    const targets = growing.map(({ playlist }) => playlist.targetDurationSeconds);
    const patienceSeconds = patienceInTargets * Math.max(...targets);
    const before = await Promise.all(growing.map(({ uri }) => read(uri)));
    await wait(patienceSeconds * 1000);
    for (const [n, { uri }] of growing.entries()) {
      const [was, is] = [before[n], await read(uri)].map((file) => file && decodeUtf8(file.bytes));
      if (was === is) this.#note('HLS-119', uri, `the same after ${patienceSeconds} s`);
    }
  }

  async #checkTrickPlay(root: Multivariant, picture: Rendition | null): Promise<void> {
    for (const variant of root.playlist.variants) {
      if (!variant.isIFramesOnly) continue;
      const list = await this.#openMedia(resolveUri(root.uri, variant.uri));
      if (list === null) continue;
      const { init, sizes } = await checkIFrames(
        list,
        this.#pictureOf(list) ?? picture,
        this.#source,
        this.#note,
      );
      checkIFrameBitrates(root.uri, variant, list.playlist, sizes, this.#note);
      const shown = { uri: list.uri, playlist: list.playlist, init, sps: null };
      checkVariant(
        root.uri,
        variant,
        { ...shown, sizes: [], measured: [], unread: new Set() },
        [],
        this.#note,
      );
    }
  }

  /** The rendition with the same initialization segment. */
  #pictureOf({ uri, playlist }: Media): Rendition | undefined {
    const map = resolveUri(uri, playlist.mapUri ?? '');
    return [...this.#renditions.values()].find(
      (each) => resolveUri(each.uri, each.playlist.mapUri ?? '') === map,
    );
  }

  /** A master that does not say it leaves it to the media playlists. */
  #checkIndependence(root: Multivariant | null, opened: readonly Media[]): void {
    if (root?.playlist.hasIndependentSegments === true) return;
    const silent = opened.filter(
      ({ playlist }) => !playlist.hasIndependentSegments && !playlist.isIFramesOnly,
    );
    for (const { uri } of silent) this.#note('HLS-110', uri, 'in neither playlist');
    if (root !== null && silent.length === 0) this.#note('HLS-208', root.uri, 'in the media playlists only');
  }

  #checkSound(root: Multivariant, renditions: readonly Rendition[]): void {
    const streams = root.playlist.variants.filter(({ isIFramesOnly }) => !isIFramesOnly);
    const withSound = streams.filter((variant) => {
      const own = this.#renditions.get(resolveUri(root.uri, variant.uri));
      if (variant.attributes.has('AUDIO') || own?.init === undefined || own.init === null) {
        return (
          variant.attributes.has('AUDIO') || codecsOf(variant).some((codec) => /^(mp4a|ac-|ec-)/.test(codec))
        );
      }
      return own.init.audio !== null;
    });
    if (withSound.length > 0 && withSound.length < streams.length) {
      this.#note('HLS-505', root.uri, `${withSound.length} of ${streams.length} variants have sound`);
    }
    const tracks = renditions.flatMap(({ init }) => (init?.audio == null ? [] : [init.audio]));
    const isPlain = tracks.some(
      ({ codec, channelCount }) => /^mp4a\.40\.(2|5|29|42)$/.test(codec) && (channelCount ?? 0) <= 2,
    );
    if (tracks.length > 0 && !isPlain) {
      const found = tracks.map(({ codec, channelCount }) => `${codec} with ${channelCount} channels`);
      this.#note('HLS-216', root.uri, [...new Set(found)].join(', '));
    }
  }

  #checkRange(root: Multivariant, pictures: readonly Rendition[]): void {
    const ranges = pictures.flatMap(({ sps }) => (sps === null ? [] : [videoRange(sps.colour?.transfer)]));
    if (ranges.length > 0 && ranges.length === pictures.length && !ranges.includes('SDR')) {
      this.#note('HLS-215', root.uri, [...new Set(ranges)].join(', '));
    }
  }

  async #openMedia(uri: string): Promise<Media | null> {
    const opened = await this.#openPlaylist(uri);
    if (opened === null) return null;
    if (opened.playlist.kind !== 'media') {
      this.#note('HLS-103', uri, 'a multivariant playlist where a media playlist should be');
      return null;
    }
    const media = { uri: opened.uri, playlist: opened.playlist };
    this.#media.set(uri, media);
    checkMediaPlaylist(media, this.#note);
    return media;
  }

  async #openPlaylist(uri: string): Promise<ReadPlaylist | null> {
    const file = await this.#source.open(uri, 'playlist');
    return file === null ? null : checkPlaylistText(file, this.#note);
  }

  async #rendition(address: string, playlist: Media): Promise<void> {
    const rendition = await new RenditionReader(playlist, this.#source, this.#note).read();
    this.#renditions.set(address, rendition);
    checkRendition(rendition, this.#note);
    for (const reason of rendition.unread) this.#notes.add(unreadReasons[reason]);
    const codec = rendition.init?.video?.sampleEntry;
    if (codec !== undefined && rendition.init?.video?.avc === null) {
      this.#notes.add(`${codec}: rules that look into pictures were not checked`);
    }
  }

  #report(): HlsReport {
    const media = [...this.#media.values()];
    const isGrowing = media.some(
      ({ playlist }) => playlist.type === 'EVENT' || (playlist.type === null && !playlist.isEnded),
    );
    return {
      findings: this.#findings.thatBind({ isGrowing, isCopy: this.#input.isCopy ?? false }),
      notes: [...this.#notes],
      isGrowing,
      playlistCount: media.length,
      segmentCount: media
        .filter(({ playlist }) => !playlist.isIFramesOnly)
        .reduce((sum, { playlist }) => sum + playlist.segments.length, 0),
      readBytes: this.#source.readBytes,
    };
  }
}
