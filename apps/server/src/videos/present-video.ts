import { isManagedBy, isOpen, type Viewer } from '@weireel/catalogue';
import {
  errorTitle,
  isErrorCode,
  stageNames,
  type Failure,
  type Language,
  type Playback,
  type Stage,
  type Video,
} from '@weireel/contract';
import type { AssetRow, VideoWithAsset } from '@weireel/db';
import { isReasonCode, reasonOf } from '@weireel/transcode';
import { presentUser } from '../accounts/present-user.ts';
import type { MediaSigner } from '../media/sign.ts';

/** For whom a video is presented. */
export interface Audience {
  /** Who asks. */
  viewer: Viewer;
  /** Language of its sentences. */
  language: Language;
}

/** A video as one viewer may see it. */
export function presentVideo(row: VideoWithAsset, signer: MediaSigner, audience: Audience): Video {
  const { video, asset } = row;
  const isManager = isManagedBy({ authorId: video.author_id }, audience.viewer);
  const state = asset.state === 'deleted' ? 'failed' : asset.state;
  return {
    id: video.id,
    assetId: isManager ? asset.id : null,
    author: presentUser(row.author, row.author.publicVideos),
    title: video.title,
    description: video.description,
    tags: video.tags,
    categoryId: video.category_id,
    visibility: video.visibility,
    createdAt: video.created_at.toISOString(),
    publishedAt: video.published_at?.toISOString() ?? null,
    durationMs: asset.duration_ms,
    widthPx: asset.width_px,
    heightPx: asset.height_px,
    state,
    playable: row.edition !== null,
    failure: state === 'failed' ? presentFailure(asset.failure_code, audience.language) : null,
    review: video.review,
    pipeline: isManager ? presentPipeline(row, audience.language) : null,
    playback: presentPlayback(row, signer),
    counts: { views: 0, likes: 0, favourites: 0, comments: 0, shares: 0 },
    mine: audience.viewer ? { liked: false, favourited: false, following: false, positionMs: 0 } : null,
  };
}

function presentFailure(code: string | null, language: Language): Failure {
  const known = code !== null && isErrorCode(code) ? code : 'processing_failed';
  return { code: known, message: errorTitle(known, language) };
}

function presentPipeline(row: VideoWithAsset, language: Language): Stage[] {
  return stageNames.flatMap((name) => {
    const stage = row.stages.find((candidate) => candidate.stage === name);
    if (!stage) return [];
    const message = explainReasons(stage.reason_codes, language);
    return {
      stage: name,
      state: stage.state,
      progress: stage.progress,
      startedAt: stage.started_at?.toISOString() ?? null,
      finishedAt: stage.finished_at?.toISOString() ?? null,
      ...(stage.reason_codes.length > 0 && { reason: { codes: stage.reason_codes, message } }),
    };
  });
}

function presentPlayback(row: VideoWithAsset, signer: MediaSigner): Playback | null {
  const { asset, edition, video } = row;
  if (!edition) return null;
  const query = isOpen(video) ? '' : `?${signer.sign(asset.media_key, asset.duration_ms ?? 0)}`;
  const urlOf = (path: string): string => `/media/${asset.media_key}/${path}${query}`;
  // Blobs of an asset lie below assets/<id>/; the media path shows what follows.
  const urlOfKey = (key: string | null): string | null =>
    key === null ? null : urlOf(key.slice(`assets/${asset.id}/`.length));
  return {
    hlsUrl: urlOf(`e/${edition.id}/master.m3u8`),
    mp4Url: urlOfKey(asset.mp4_key),
    posterUrl: urlOfKey(asset.poster_key),
    previewUrl: urlOfKey(asset.preview_key),
    storyboard: presentStoryboard(asset, urlOfKey),
    captions: [],
    renditions: edition.renditions.map(({ widthPx, heightPx, codec, bitrateBps }) => ({
      widthPx,
      heightPx,
      codec,
      bitrateBps,
    })),
  };
}

function presentStoryboard(
  asset: AssetRow,
  urlOfKey: (key: string | null) => string | null,
): Playback['storyboard'] {
  const imageUrl = urlOfKey(asset.storyboard_key);
  const vttUrl = urlOfKey(asset.storyboard_key?.replace(/\.jpg$/, '.vtt') ?? null);
  if (!asset.storyboard || imageUrl === null || vttUrl === null) return null;
  return { vttUrl, imageUrl, ...asset.storyboard };
}

function explainReasons(codes: string[], language: Language): string {
  const sentences = codes.filter(isReasonCode).map((code) => {
    const reason = reasonOf(code);
    return language === 'en' ? reason.en : reason.zh;
  });
  return sentences.join(language === 'en' ? '; ' : '；');
}
