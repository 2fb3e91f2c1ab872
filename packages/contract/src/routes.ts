import { Type, type TSchema } from 'typebox';
import { Asset } from './videos/asset.ts';
import {
  LoginBody,
  RegisterBody,
  Session,
  SetupBody,
  SetupState,
  WechatLoginBody,
  WechatSession,
} from './people/sign-in.ts';
import { AdminHealth, Job, JobQueue, JobState } from './admin/shapes.ts';
import { Id, ListQuery, listOf } from './scalars.ts';
import {
  CompletedUpload,
  CreatedUpload,
  CreateUploadBody,
  PartUrls,
  PartUrlsBody,
  Upload,
  UploadPart,
} from './uploads/shapes.ts';
import { Me } from './people/user.ts';
import {
  CoverCandidate,
  CreateVideoBody,
  FeedKind,
  Video,
  VideoDetailsBody,
  VideoSourceBody,
} from './videos/shapes.ts';

/** One call of the API. `path` is below `/api/v1` with `{name}` for parameters. */
export interface Route {
  /** HTTP method; PATCH does not exist here because the mini program cannot send it. */
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below `/api/v1`. */
  path: string;
  /** One sentence for the API's documentation. */
  summary: string;
  /** Who may call it: anyone; the signed-in; administrators. */
  access: 'public' | 'user' | 'admin';
  /** Schema of the path's parameters. Absent: none. */
  params?: TSchema;
  /** Schema of the query. Absent: none. */
  query?: TSchema;
  /** Schema of the JSON body; absent: none. */
  body?: TSchema;
  /** Status of success. */
  status: 200 | 201 | 204;
  /** Schema of the answer; absent with 204. */
  answer?: TSchema;
}

const IdParams = Type.Object({ id: Id }, { additionalProperties: false });
const PartParams = Type.Object(
  { id: Id, n: Type.Integer({ minimum: 0, maximum: 1_000_000 }) },
  { additionalProperties: false },
);

/** Every call of the API by name; the server registers it, the typed client calls it, OpenAPI shows it. */
export const routes = {
  setupState: {
    method: 'GET',
    path: '/setup',
    summary: 'Whether the first administrator exists, and what this server allows',
    access: 'public',
    status: 200,
    answer: SetupState,
  },
  setup: {
    method: 'POST',
    path: '/setup',
    summary: 'Makes the first administrator with the token of the printed link',
    access: 'public',
    body: SetupBody,
    status: 201,
    answer: Session,
  },
  register: {
    method: 'POST',
    path: '/auth/register',
    summary: 'Registers a person',
    access: 'public',
    body: RegisterBody,
    status: 201,
    answer: Session,
  },
  login: {
    method: 'POST',
    path: '/auth/login',
    summary: 'Signs in with account and password',
    access: 'public',
    body: LoginBody,
    status: 200,
    answer: Session,
  },
  wechatLogin: {
    method: 'POST',
    path: '/auth/wechat',
    summary: 'Signs in with the code of wx.login',
    access: 'public',
    body: WechatLoginBody,
    status: 200,
    answer: WechatSession,
  },
  logout: {
    method: 'POST',
    path: '/auth/logout',
    summary: 'Ends the session at once',
    access: 'user',
    status: 204,
  },
  me: { method: 'GET', path: '/me', summary: 'Who I am', access: 'user', status: 200, answer: Me },
  myVideos: {
    method: 'GET',
    path: '/me/videos',
    summary: 'My videos in every state, newest first',
    access: 'user',
    query: ListQuery,
    status: 200,
    answer: listOf(Video),
  },
  myAssets: {
    method: 'GET',
    path: '/me/assets',
    summary: 'My assets, newest first',
    access: 'user',
    query: ListQuery,
    status: 200,
    answer: listOf(Asset),
  },
  deleteAsset: {
    method: 'DELETE',
    path: '/assets/{id}',
    summary: 'Deletes an asset that no video uses',
    access: 'user',
    params: IdParams,
    status: 204,
  },
  createUpload: {
    method: 'POST',
    path: '/uploads',
    summary: 'Begins an upload',
    access: 'user',
    body: CreateUploadBody,
    status: 201,
    answer: CreatedUpload,
  },
  myUploads: {
    method: 'GET',
    path: '/uploads',
    summary: 'My open uploads, for resuming',
    access: 'user',
    query: ListQuery,
    status: 200,
    answer: listOf(Upload),
  },
  upload: {
    method: 'GET',
    path: '/uploads/{id}',
    summary: 'An upload with the parts that have arrived',
    access: 'user',
    params: IdParams,
    status: 200,
    answer: Upload,
  },
  putPart: {
    method: 'PUT',
    path: '/uploads/{id}/parts/{n}',
    summary: 'Receives one part as raw bytes; once answered, it survives kill and power loss',
    access: 'user',
    params: PartParams,
    status: 200,
    answer: UploadPart,
  },
  partUrls: {
    method: 'POST',
    path: '/uploads/{id}/part-urls',
    summary: 'Where to PUT parts',
    access: 'user',
    params: IdParams,
    body: PartUrlsBody,
    status: 200,
    answer: PartUrls,
  },
  completeUpload: {
    method: 'POST',
    path: '/uploads/{id}/complete',
    summary: 'Ends an upload whose parts are all here; a repeated call answers the same',
    access: 'user',
    params: IdParams,
    status: 200,
    answer: CompletedUpload,
  },
  cancelUpload: {
    method: 'DELETE',
    path: '/uploads/{id}',
    summary: 'Cancels an upload and forgets its bytes',
    access: 'user',
    params: IdParams,
    status: 204,
  },
  createVideo: {
    method: 'POST',
    path: '/videos',
    summary: 'Makes a video of an asset, which may still be arriving',
    access: 'user',
    body: CreateVideoBody,
    status: 201,
    answer: Video,
  },
  video: {
    method: 'GET',
    path: '/videos/{id}',
    summary: 'One video',
    access: 'public',
    params: IdParams,
    status: 200,
    answer: Video,
  },
  putVideoDetails: {
    method: 'PUT',
    path: '/videos/{id}/details',
    summary: 'Replaces the editable fields of a video',
    access: 'user',
    params: IdParams,
    body: VideoDetailsBody,
    status: 200,
    answer: Video,
  },
  videoCovers: {
    method: 'GET',
    path: '/videos/{id}/covers',
    summary:
      'Pictures of a video that would make a cover, in the order of time; empty until they were looked for',
    access: 'user',
    params: IdParams,
    status: 200,
    answer: listOf(CoverCandidate),
  },
  deleteVideo: {
    method: 'DELETE',
    path: '/videos/{id}',
    summary: 'Deletes a video; every byte is gone within a minute',
    access: 'user',
    params: IdParams,
    status: 204,
  },
  putVideoSource: {
    method: 'PUT',
    path: '/videos/{id}/source',
    summary:
      'Shows another asset under the same address as soon as that plays; the present one stays until then',
    access: 'user',
    params: IdParams,
    body: VideoSourceBody,
    status: 200,
    answer: Video,
  },
  reprocessVideo: {
    method: 'POST',
    path: '/videos/{id}/reprocess',
    summary: 'Processes the stored source again: a failed one, or a ready one by today’s rules',
    access: 'user',
    params: IdParams,
    status: 200,
    answer: Video,
  },
  feed: {
    method: 'GET',
    path: '/feed',
    summary: 'A stream of videos',
    access: 'public',
    query: Type.Object(
      { ...ListQuery.properties, kind: Type.Optional(FeedKind) },
      { additionalProperties: false },
    ),
    status: 200,
    answer: listOf(Video),
  },
  adminJobs: {
    method: 'GET',
    path: '/admin/jobs',
    summary: 'Background jobs, newest first',
    access: 'admin',
    query: Type.Object(
      { ...ListQuery.properties, state: Type.Optional(JobState) },
      { additionalProperties: false },
    ),
    status: 200,
    answer: listOf(Job),
  },
  adminQueue: {
    method: 'GET',
    path: '/admin/queue',
    summary: 'What runs and waits now, by pool',
    access: 'admin',
    status: 200,
    answer: JobQueue,
  },
  adminHealth: {
    method: 'GET',
    path: '/admin/health',
    summary: 'Database, storage, FFmpeg and workers',
    access: 'admin',
    status: 200,
    answer: AdminHealth,
  },
  adminCancelJob: {
    method: 'POST',
    path: '/admin/jobs/{id}/cancel',
    summary: 'Ends a job that waits or runs; its asset fails unless it already plays whole',
    access: 'admin',
    params: IdParams,
    status: 200,
    answer: Job,
  },
  adminRetryJob: {
    method: 'POST',
    path: '/admin/jobs/{id}/retry',
    summary: 'Gives a dead job new tries',
    access: 'admin',
    params: IdParams,
    status: 200,
    answer: Job,
  },
} as const satisfies Record<string, Route>;

/** Name of a call. */
export type RouteName = keyof typeof routes;
