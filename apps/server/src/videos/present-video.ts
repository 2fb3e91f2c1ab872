import { assetPrefix, editionPrefix, isManagedBy, type Viewer } from '@weireel/catalogue';
import {
  stageNames,
  type CoverCandidate,
  type Language,
  type Playback,
  type Replacement,
  type Stage,
  type Video,
} from '@weireel/contract';
import type { Mine } from '@weireel/db/community';
import {
  artefactsOf,
  candidatesOf,
  isOpenToAll,
  sheetsOf,
  type StageFacts,
  type StoredArtefact,
  type VideoCard,
  type VideoWithAsset,
} from '@weireel/db/videos';
import type { Estimate } from '@weireel/processing';
import { isReasonCode, reasonOf } from '@weireel/transcode';
import { writeCaptionPath, type CaptionPath } from '../captions/caption-paths.ts';
import { writeChaptersPath } from '../chapters/chapters-path.ts';
import { presentUser } from '../people/present-user.ts';
import type { MediaSigner } from '../playback/sign.ts';
import { presentFailure } from '../processing/present-failure.ts';
import type { Forecast } from '../processing/forecaster.ts';
import { accessFacts } from './access-facts.ts';

/** For whom a video is presented. */
export interface Audience {
  /** Who asks. */
  viewer: Viewer;
  /** Language of its sentences. */
  language: Language;
  /** How long processing still takes. Absent: the video is not among the viewer's own, nothing is estimated. */
  forecast?: Forecast;
}

/** For whom a video is presented, with what they have to do with it; null: nobody is signed in. */
type Addressee = Audience & { mine: Mine | null };

const noEstimate: Estimate = { stages: {}, totalMs: null };

/**
 * A video as one viewer may see it. Of a card, as lists have it, the steps of its processing are not told, not even
 * to its author.
 */
export function presentVideo(
  row: VideoCard | VideoWithAsset,
  signer: MediaSigner,
  audience: Addressee,
): Video {
  const { video, asset } = row;
  const full = 'stages' in row ? row : null;
  const isManager = isManagedBy(accessFacts(row), audience.viewer);
  const state = asset.state === 'deleted' ? 'failed' : asset.state;
  const estimate =
    full && isManager && state === 'processing'
      ? (audience.forecast?.of({ id: asset.id, durationMs: asset.duration_ms }, full.stages) ?? noEstimate)
      : noEstimate;
  return {
    id: video.id,
    assetId: isManager ? asset.id : null,
    author: presentUser(row.author, row.author.counts),
    title: video.title,
    description: video.description,
    tags: video.tags,
    categoryId: video.category_id,
    visibility: video.visibility,
    createdAt: video.created_at.toISOString(),
    publishedAt: video.published_at?.toISOString() ?? null,
    publishAt: isManager ? (video.publish_at?.toISOString() ?? null) : null,
    groups: full && isManager ? full.groups : null,
    coverTimeMs: isManager ? video.cover_time_ms : null,
    durationMs: asset.duration_ms,
    widthPx: asset.width_px,
    heightPx: asset.height_px,
    state,
    playable: row.edition !== null,
    failure: state === 'failed' ? presentFailure(asset, audience.language) : null,
    review: video.review,
    pipeline: full && isManager ? presentPipeline(full.stages, estimate, audience.language) : null,
    remainingMs: estimate.totalMs,
    replacement: full?.next && isManager ? presentReplacement(full.next, audience) : null,
    playback: presentPlayback(row, signer),
    chapters: full?.chapters ?? null,
    commentPolicy: video.comment_policy,
    downloadable: video.downloadable,
    counts: { views: 0, ...row.counts },
    mine: audience.mine,
  };
}

function presentReplacement(next: NonNullable<VideoWithAsset['next']>, audience: Audience): Replacement {
  const state = next.state === 'deleted' ? 'failed' : next.state;
  const asset = { id: next.id, durationMs: next.duration_ms };
  const estimate =
    state === 'processing'
      ? (audience.forecast?.of(asset, untilPlayable(next.stages)) ?? noEstimate)
      : noEstimate;
  return {
    assetId: next.id,
    fileName: next.file_name,
    state,
    failure: state === 'failed' ? presentFailure(next, audience.language) : null,
    pipeline: presentPipeline(next.stages, estimate, audience.language),
    remainingMs: estimate.totalMs,
  };
}

/** The video moves when all of its new source plays; what is made after that does not matter then. */
function untilPlayable(stages: StageFacts[]): StageFacts[] {
  return stages.filter(({ stage }) => stage === 'probe' || stage === 'first_playable');
}

function presentPipeline(stages: StageFacts[], estimate: Estimate, language: Language): Stage[] {
  return stageNames.flatMap((name) => {
    const stage = stages.find((candidate) => candidate.stage === name);
    if (!stage) return [];
    const message = explainReasons(stage.reason_codes, language);
    return {
      stage: name,
      state: stage.state,
      progress: stage.progress,
      startedAt: stage.started_at?.toISOString() ?? null,
      finishedAt: stage.finished_at?.toISOString() ?? null,
      remainingMs: estimate.stages[name] ?? null,
      ...(stage.reason_codes.length > 0 && { reason: { codes: stage.reason_codes, message } }),
    };
  });
}

/** Pictures of a video that would make a cover, in the order of time. */
export function presentCovers(row: VideoCard, signer: MediaSigner): CoverCandidate[] {
  const urlOf = mediaUrls(row, signer);
  return candidatesOf(row.artefacts).map(({ key, facts }) => ({ ...facts, imageUrl: urlOf(key) }));
}

/** What a video plays; null until anything does. */
export function presentPlayback(row: VideoCard, signer: MediaSigner): Playback | null {
  const { asset, edition, video, artefacts } = row;
  if (!edition) return null;
  const urlOf = mediaUrls(row, signer);
  const urlOrNull = (artefact: StoredArtefact | undefined): string | null =>
    artefact === undefined ? null : urlOf(artefact.key);
  const [poster] = artefactsOf(artefacts, 'poster');
  const cover = artefactsOf(artefacts, 'cover').find(({ facts }) => facts.videoId === video.id) ?? poster;
  const captions = row.captions.map(({ language, label, kind, revision }) => ({
    ...{ language, label, kind, revision },
    url: captionUrl(row, signer, { language, revision, extension: 'vtt' }),
  }));
  const hlsUrl = urlOf(`${editionPrefix(asset.id, edition.id)}master.m3u8`);
  return {
    // Several videos may show an asset, and each has its own.
    hlsUrl: captions.length === 0 ? hlsUrl : withQuery(hlsUrl, `captions=${video.id}`),
    mp4Url: urlOrNull(artefactsOf(artefacts, 'progressive')[0]),
    posterUrl: urlOrNull(cover),
    placeholder: cover?.facts.placeholder ?? null,
    previewUrl: urlOrNull(artefactsOf(artefacts, 'preview')[0]),
    storyboard: presentStoryboard(artefacts, urlOf),
    captions,
    renditions: edition.renditions.map(({ widthPx, heightPx, codec, bitrateBps }) => ({
      widthPx,
      heightPx,
      codec,
      bitrateBps,
    })),
  };
}

/** Makes addresses of blobs of a video's asset, signed where it is not open to everybody. */
function mediaUrls({ asset, video }: VideoCard, signer: MediaSigner): (key: string) => string {
  const urlOf = mediaPaths({ asset, video }, signer);
  // The media path shows what follows the asset's own prefix.
  const prefix = assetPrefix(asset.id);
  return (key) => urlOf(key.slice(prefix.length));
}

/** Makes addresses of what lies below the media path of a video's asset. */
function mediaPaths(
  { asset, video }: Pick<VideoCard, 'asset' | 'video'>,
  signer: MediaSigner,
): (path: string) => string {
  const query = isOpenToAll(video, asset) ? '' : `?${signer.sign(asset.media_key, asset.duration_ms ?? 0)}`;
  return (path) => `/media/${asset.media_key}/${path}${query}`;
}

/** Where the captions of a video in one language are read. */
export function captionUrl(
  row: Pick<VideoCard, 'asset' | 'video'>,
  signer: MediaSigner,
  place: Omit<CaptionPath, 'videoId'>,
): string {
  return mediaPaths(row, signer)(writeCaptionPath({ videoId: row.video.id, ...place }));
}

/** Where the chapters of a video are read as a track. */
export function chaptersUrl(row: Pick<VideoCard, 'asset' | 'video'>, signer: MediaSigner): string {
  return mediaPaths(row, signer)(writeChaptersPath(row.video.id));
}

function withQuery(url: string, query: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

function presentStoryboard(
  artefacts: readonly StoredArtefact[],
  urlOf: (key: string) => string,
): Playback['storyboard'] {
  const sheets = sheetsOf(artefacts);
  const [first] = sheets;
  if (!first) return null;
  const { intervalMs, count, columns, rows, tileWidthPx, tileHeightPx } = first.facts;
  const imageUrls = sheets.map(({ key }) => urlOf(key));
  return {
    vttUrl: urlOf(first.key.replace(/\.jpg$/, '.vtt')),
    imageUrl: urlOf(first.key),
    imageUrls,
    ...{ intervalMs, count, columns, rows, tileWidthPx, tileHeightPx },
  };
}

function explainReasons(codes: string[], language: Language): string {
  const sentences = codes.filter(isReasonCode).map((code) => {
    const reason = reasonOf(code);
    return language === 'en' ? reason.en : reason.zh;
  });
  return sentences.join(language === 'en' ? '; ' : '；');
}
