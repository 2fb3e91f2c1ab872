import type { Route } from '../route.ts';
import { videosCalls } from './calls.ts';
import { Asset } from './asset.ts';
import {
  CoverCandidate,
  CreateVideoBody,
  Video,
  VideoAuthorBody,
  VideoDetailsBody,
  VideoSourceBody,
} from './shapes.ts';
import { AsListQuery, AsQuery, IdParams, ListQuery, listOf } from '../scalars.ts';

/** Calls about videos with the schemas of what they take and answer. */
export const videosRoutes = {
  myVideos: {
    ...videosCalls.myVideos,
    summary: 'My videos in every state, newest first',
    query: AsListQuery,
    answer: listOf(Video),
  },
  myAssets: {
    ...videosCalls.myAssets,
    summary: 'My assets, newest first',
    query: ListQuery,
    answer: listOf(Asset),
  },
  deleteAsset: {
    ...videosCalls.deleteAsset,
    summary: 'Deletes an asset that no video uses',
    params: IdParams,
  },
  createVideo: {
    ...videosCalls.createVideo,
    summary: 'Makes a video of an asset, which may still be arriving',
    query: AsQuery,
    body: CreateVideoBody,
    answer: Video,
  },
  video: {
    ...videosCalls.video,
    summary: 'One video',
    params: IdParams,
    answer: Video,
  },
  putVideoDetails: {
    ...videosCalls.putVideoDetails,
    summary: 'Replaces the editable fields of a video',
    params: IdParams,
    body: VideoDetailsBody,
    answer: Video,
  },
  videoCovers: {
    ...videosCalls.videoCovers,
    summary:
      'Pictures of a video that would make a cover, in the order of time; empty until they were looked for',
    params: IdParams,
    answer: listOf(CoverCandidate),
  },
  deleteVideo: {
    ...videosCalls.deleteVideo,
    summary: 'Deletes a video; every byte is gone within a minute',
    params: IdParams,
  },
  putVideoSource: {
    ...videosCalls.putVideoSource,
    summary:
      'Shows another asset under the same address as soon as that plays; the present one stays until then',
    params: IdParams,
    body: VideoSourceBody,
    answer: Video,
  },
  putVideoAuthor: {
    ...videosCalls.putVideoAuthor,
    summary:
      'Moves a video of mine to a channel that I publish as, or back to me; everything of it goes along',
    params: IdParams,
    body: VideoAuthorBody,
    answer: Video,
  },
} as const satisfies Record<string, Route>;
