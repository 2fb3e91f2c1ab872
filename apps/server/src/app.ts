import cookie from '@fastify/cookie';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { avatarRoutes } from './people/avatar-routes.ts';
import { avoidedRoutes } from './people/avoided-routes.ts';
import { deletionRoutes } from './people/deletion-routes.ts';
import { emailRoutes } from './people/email-routes.ts';
import { exportRoutes } from './people/export-routes.ts';
import { oidcRoutes } from './people/oidc-routes.ts';
import { passwordRoutes } from './people/password-routes.ts';
import { profileRoutes } from './people/profile-routes.ts';
import { roleRoutes } from './people/role-routes.ts';
import { accountRoutes } from './people/routes.ts';
import { secondFactorRoutes } from './people/second-factor-routes.ts';
import { sessionRoutes } from './people/session-routes.ts';
import { wechatLinkRoutes } from './people/wechat-link-routes.ts';
import { createSignInGuard } from './people/sign-in-guard.ts';
import { createHealthChecks, type FfmpegHealth } from './admin/health-checks.ts';
import { adminRoutes } from './admin/routes.ts';
import { healthRoutes } from './admin/health-routes.ts';
import { answerHeaders } from './http/answer-headers.ts';
import { authenticate, nameViewers } from './http/authentication.ts';
import { compressAnswers } from './http/compression.ts';
import { captionRoutes } from './captions/routes.ts';
import { transcriptionRoutes } from './captions/transcription-routes.ts';
import { categoryRoutes } from './categories/routes.ts';
import { chapterRoutes } from './chapters/routes.ts';
import { inviteRoutes } from './groups/invite-routes.ts';
import { memberRoutes } from './groups/member-routes.ts';
import { moveRoutes } from './channels/move-routes.ts';
import { channelRoutes } from './channels/routes.ts';
import { groupRoutes } from './groups/routes.ts';
import { collectionItemRoutes } from './collections/item-routes.ts';
import { collectionRoutes } from './collections/routes.ts';
import { commentRoutes } from './community/comment-routes.ts';
import { communityListRoutes } from './community/list-routes.ts';
import { danmakuRoutes } from './community/danmaku-routes.ts';
import { liveDanmakuRoutes } from './community/live-danmaku.ts';
import { followRoutes } from './community/follow-routes.ts';
import { reactionRoutes } from './community/reaction-routes.ts';
import { qrRoutes } from './community/qr-routes.ts';
import { shareRoutes } from './community/share-routes.ts';
import { wechatRoutes } from './community/wechat-routes.ts';
import type { ServerConfig } from './config.ts';
import type { ServerContext } from './http/context.ts';
import { feedRoutes } from './feed/feed-routes.ts';
import { keepHotAmong, keepRanking } from './feed/ranking.ts';
import { tagRoutes } from './feed/tag-routes.ts';
import { refuseUnknownHosts } from './http/known-hosts.ts';
import { limitCalls } from './http/limit-calls.ts';
import { answerFrameworkError, answerProblems } from './http/problem.ts';
import { shareDatabase } from './http/share-database.ts';
import { slowRefusals } from './http/slow-refusals.ts';
import { endUnreadBodies } from './http/unread-bodies.ts';
import { compileSchemas } from './http/validation.ts';
import { historyRoutes } from './playback/history-routes.ts';
import { mediaRoutes } from './playback/routes.ts';
import { oembedRoutes } from './programs/oembed-routes.ts';
import { rssRoutes } from './programs/rss-routes.ts';
import type { EventHub } from './notifications/hub.ts';
import { inboxRoutes } from './notifications/inbox-routes.ts';
import { messageRoutes } from './notifications/message-routes.ts';
import { sendWechatMessages } from './notifications/wechat-messenger.ts';
import { eventStreamRoutes } from './notifications/routes.ts';
import type { WorkerWatch } from './processing/worker-watch.ts';
import { fileRoutes } from './files/routes.ts';
import { editRoutes } from './projects/edit-routes.ts';
import { materialRoutes } from './projects/material-routes.ts';
import { previewRoutes } from './projects/preview-routes.ts';
import { filmExportRoutes } from './projects/film-export-routes.ts';
import { surveyRoutes } from './projects/survey-routes.ts';
import { projectRoutes } from './projects/routes.ts';
import { templateRoutes } from './projects/template-routes.ts';
import { searchRoutes } from './search/routes.ts';
import { reportRoutes } from './review/report-routes.ts';
import { takeRoutes } from './takes/routes.ts';
import { uploadRoutes } from './uploads/routes.ts';
import { downloadRoutes } from './videos/download-routes.ts';
import { videoRoutes } from './videos/routes.ts';
import { webRoutes } from './web/routes.ts';

/** What the HTTP application is made of besides the context. */
export interface AppParts {
  /** Reader of the event log. */
  hub: EventHub;
  /** How FFmpeg is. */
  ffmpeg: FfmpegHealth;
  /** How the worker of this server is. */
  worker: WorkerWatch;
  /** Folder of the built web client. */
  webFolder: string;
  /** Where the log goes; Fastify's own option. */
  logger: NonNullable<FastifyServerOptions['logger']>;
}

/** Bodies other than parts are JSON and small. */
const maxJsonBytes = 256 * 1024;

/** Builds the HTTP application; it does not listen yet. */
export async function buildApp(context: ServerContext, parts: AppParts): Promise<FastifyInstance> {
  const { config } = context;
  const checks = createHealthChecks(context, parts.ffmpeg);
  const app = fastify({
    logger: parts.logger,
    trustProxy: trustedProxies(config.trustProxy),
    bodyLimit: maxJsonBytes,
    genReqId: () => context.newId(),
    requestIdHeader: false,
    frameworkErrors: answerFrameworkError,
    forceCloseConnections: 'idle',
    // A part may take a while on a weak network, but silence is not kept up for ever.
    requestTimeout: 10 * 60_000,
    connectionTimeout: 120_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
  });
  // JSON it is, or bytes of a part; text would be taken for a body that is no object.
  app.removeContentTypeParser('text/plain');
  compileSchemas(app);
  answerProblems(app);
  answerHeaders(app);
  slowRefusals(app, context);
  context.answers.keep(app);
  compressAnswers(app);
  endUnreadBodies(app);
  refuseUnknownHosts(app, config.hosts);
  await app.register(cookie);
  nameViewers(app);
  limitCalls(app, context);
  context.answers.give(app);
  shareDatabase(app);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Weireel', version: '1', description: 'Short video on one’s own server' },
      servers: [{ url: '/api/v1' }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
    transform: ({ schema, url }) => ({ schema, url: url.replace(/^\/api\/v1/, '') }),
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs' });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  await app.register(
    (api, _options, done) => {
      authenticate(api, context);
      const guard = createSignInGuard(context.config.rates.signInPerMinute, context.elapsedMs);
      accountRoutes(api, context, guard);
      sessionRoutes(api, context);
      passwordRoutes(api, context, guard);
      emailRoutes(api, context, guard);
      wechatLinkRoutes(api, context, guard);
      oidcRoutes(api, context, guard);
      secondFactorRoutes(api, context, guard);
      deletionRoutes(api, context, guard);
      exportRoutes(api, context);
      avatarRoutes(api, context);
      avoidedRoutes(api, context);
      profileRoutes(api, context);
      roleRoutes(api, context);
      channelRoutes(api, context);
      moveRoutes(api, context);
      groupRoutes(api, context);
      memberRoutes(api, context);
      inviteRoutes(api, context);
      uploadRoutes(api, context);
      takeRoutes(api, context);
      videoRoutes(api, context);
      downloadRoutes(api, context);
      captionRoutes(api, context);
      transcriptionRoutes(api, context);
      const hotAmong = keepHotAmong(context);
      categoryRoutes(api, context, hotAmong);
      chapterRoutes(api, context);
      projectRoutes(api, context);
      fileRoutes(api, context);
      materialRoutes(api, context);
      previewRoutes(api, context);
      surveyRoutes(api, context);
      filmExportRoutes(api, context);
      templateRoutes(api, context);
      editRoutes(api, context);
      const ranking = keepRanking(context);
      feedRoutes(api, context, ranking);
      tagRoutes(api, context, hotAmong);
      reactionRoutes(api, context);
      followRoutes(api, context);
      commentRoutes(api, context);
      communityListRoutes(api, context);
      collectionRoutes(api, context);
      collectionItemRoutes(api, context);
      historyRoutes(api, context);
      danmakuRoutes(api, context);
      shareRoutes(api, context);
      wechatRoutes(api, context);
      liveDanmakuRoutes(api, context, parts.hub);
      eventStreamRoutes(api, context, parts.hub);
      searchRoutes(api, context);
      inboxRoutes(api, context);
      messageRoutes(api, context);
      reportRoutes(api, context);
      adminRoutes(api, context, { checks, ffmpegVersion: parts.ffmpeg.version, worker: parts.worker });
      done();
    },
    { prefix: '/api/v1' },
  );
  if (context.wechat !== null && config.wechatTemplates.length > 0)
    sendWechatMessages(app, context, context.wechat);
  mediaRoutes(app, context);
  qrRoutes(app, context);
  rssRoutes(app, context);
  oembedRoutes(app, context);
  healthRoutes(app, context, checks, parts.worker);
  await webRoutes(app, context, parts.webFolder);
  return app;
}

/** Fastify refuses a number of hops for what it cannot know: that nobody reaches the port but through the proxies. */
function trustedProxies(
  setting: ServerConfig['trustProxy'],
): string | boolean | ((address: string, hop: number) => boolean) {
  return typeof setting === 'number' ? (_address, hop) => hop < setting : setting;
}
