import type { PageName } from '@weireel/contract';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { publish, register, signInAsAdmin, waitForVideo, type Person } from '../api.ts';
import { eventually } from '../eventually.ts';
import { runTool } from '../run-tool.ts';
import { adminPassword } from '../server.ts';

/** A page of the web client as somebody sees it. */
export interface Scene {
  /** Where it is. */
  path: string;
  /** Whether the administrator of a test server sees it; else a visitor does. */
  isSignedIn: boolean;
  /** What shows that it is there. */
  landmark: string;
  /** Opens what lies over it. Absent: nothing does. */
  open?: (page: Page) => Promise<void>;
}

/** Pages without a video on them. */
export const plainScenes = {
  login: { path: '/login', isSignedIn: false, landmark: 'form' },
  register: { path: '/register', isSignedIn: false, landmark: 'form' },
  setup: { path: '/setup', isSignedIn: false, landmark: 'main' },
  upload: { path: '/upload', isSignedIn: true, landmark: 'main input[type=file]' },
  groups: { path: '/groups', isSignedIn: true, landmark: 'main form' },
  channels: { path: '/channels', isSignedIn: true, landmark: 'main form' },
  join: { path: '/join#nothing', isSignedIn: true, landmark: '[role=alert]' },
  settings: { path: '/settings', isSignedIn: true, landmark: 'main textarea' },
  reset: { path: '/reset#nothing', isSignedIn: false, landmark: 'form' },
  forgotten: { path: '/forgotten', isSignedIn: false, landmark: '.other' },
  'confirm-email': { path: '/confirm-email#nothing', isSignedIn: true, landmark: '.pill-button' },
  'admin-jobs': { path: '/admin/jobs', isSignedIn: true, landmark: 'main h2' },
  'admin-categories': { path: '/admin/categories', isSignedIn: true, landmark: 'main form' },
  'admin-people': { path: '/admin/people', isSignedIn: true, landmark: 'main h2' },
} as const satisfies Partial<Record<PageName, Scene>>;

/** What `furnish` made. */
export interface Furniture {
  /** A video. */
  videoId: string;
  /** A group. */
  groupId: string;
  /** A channel. */
  channelId: string;
  /** The administrator. */
  personId: string;
  /** A project with clips on its timeline. */
  projectId: string;
  /** A course of the administrator's with the video in it. */
  collectionId: string;
  /** A category that the video is in. */
  categoryId: string;
}

/** Every page with something on it. */
function fullPages({
  videoId,
  groupId,
  channelId,
  personId,
  projectId,
  collectionId,
  categoryId,
}: Furniture) {
  const listed = { isSignedIn: true, landmark: `main a[href*="${videoId}"]` };
  return {
    ...plainScenes,
    feed: { path: '/', isSignedIn: false, landmark: 'article video' },
    watch: { path: `/watch/${videoId}`, isSignedIn: false, landmark: 'main video' },
    search: { ...listed, path: `/search?q=${furnishedTitle}`, isSignedIn: false },
    group: { path: `/groups/${groupId}`, isSignedIn: true, landmark: 'main li' },
    channel: { path: `/channels/${channelId}`, isSignedIn: true, landmark: 'main li' },
    person: { ...listed, path: `/people/${personId}`, isSignedIn: false },
    followers: { path: `/people/${personId}/followers`, isSignedIn: true, landmark: 'main li' },
    following: { path: `/people/${personId}/following`, isSignedIn: true, landmark: 'main .sides' },
    mine: { ...listed, path: '/mine' },
    captions: { path: `/mine/${videoId}/captions`, isSignedIn: true, landmark: 'main textarea' },
    chapters: { path: `/mine/${videoId}/chapters`, isSignedIn: true, landmark: 'main li input' },
    studio: { path: '/studio', isSignedIn: true, landmark: `main a[href*="${projectId}"]` },
    project: { path: `/studio/${projectId}`, isSignedIn: true, landmark: 'main li[style] button' },
    tag: { ...listed, path: '/tags/海边', isSignedIn: false },
    category: { ...listed, path: `/categories/${categoryId}`, isSignedIn: false },
    collection: { ...listed, path: `/collections/${collectionId}` },
    favourites: { ...listed, path: '/favourites' },
    history: { ...listed, path: '/history' },
    'held-comments': { path: '/held-comments', isSignedIn: true, landmark: 'main li' },
    notifications: { path: '/notifications', isSignedIn: true, landmark: 'main li' },
    reports: { path: '/admin/reports', isSignedIn: true, landmark: 'main li' },
  } as const satisfies Record<PageName, Scene>;
}

const press =
  (names: RegExp) =>
  (page: Page): Promise<void> =>
    page.getByRole('button', { name: names }).first().click();

/** What opens a dialog over a page. */
const opensDialog =
  (act: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await act(page);
    await page.getByRole('dialog').or(page.getByRole('alertdialog')).first().waitFor();
  };

/** All pages, and all that lies over them. */
export function allScenes(furniture: Furniture): Record<string, Scene> {
  const pages = fullPages(furniture);
  const { feed, watch, mine, person, project, collection } = pages;
  return {
    ...pages,
    missing: { path: '/nothing/here', isSignedIn: false, landmark: 'main p' },
    'watch, missing': { path: '/watch/nope', isSignedIn: false, landmark: 'main p' },
    'search, without words': { path: '/search', isSignedIn: false, landmark: 'main form' },
    'person, oneself': { ...person, isSignedIn: true },
    'settings, sign-in': { path: '/settings/sign-in', isSignedIn: true, landmark: 'main li' },
    'settings, second factor': {
      ...{ path: '/settings/sign-in', isSignedIn: true, landmark: 'main li' },
      open: opensDialog(press(/^(?:开启两步验证|Switch it on)$/)),
    },
    'settings, avoided': { path: '/settings/avoided', isSignedIn: true, landmark: 'main li' },
    'settings, data': { path: '/settings/data', isSignedIn: true, landmark: 'main form' },
    'settings, a picture': {
      ...pages.settings,
      open: opensDialog((page) =>
        page.locator('main input[type=file]').setInputFiles({
          ...{ name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') },
        }),
      ),
    },
    'person, a new collection': {
      ...{ ...person, isSignedIn: true },
      open: opensDialog(press(/^(?:新建合集或课程|New collection or course)$/)),
    },
    'collection, arranging': { ...collection, open: press(/^(?:调整|Arrange)$/) },
    'collection, missing': { path: '/collections/nothing000000000', isSignedIn: false, landmark: 'main p' },
    'watch, a collection': {
      ...{ isSignedIn: true, path: `${watch.path}?collection=${furniture.collectionId}` },
      landmark: 'main [aria-current]',
    },
    'watch, collecting': {
      ...{ ...watch, isSignedIn: true },
      open: opensDialog(press(/^(?:加入合集|Add to collection)$/)),
    },
    'tag, without videos': { path: '/tags/nothing', isSignedIn: false, landmark: 'main p' },
    'person, missing': { path: '/people/nobody0000000000', isSignedIn: false, landmark: 'main p' },
    'comments, a person': {
      ...{ ...watch, isSignedIn: true },
      open: opensDialog(press(/^(?:关于|About) /)),
    },
    'feed, keys': { ...feed, open: opensDialog((page) => page.keyboard.press('?')) },
    'feed, comments': { ...feed, open: opensDialog(press(/^(?:评论|Comments)/)) },
    'feed, more': { ...feed, open: opensDialog(press(/^(?:更多|More)$/)) },
    'feed, followed': { ...feed, isSignedIn: true, open: press(/^(?:关注|Following)$/) },
    'watch, sharing': { ...watch, open: opensDialog(press(/^(?:分享，|Share; )/)) },
    'watch, reporting': {
      ...{ ...watch, isSignedIn: true },
      open: opensDialog(press(/^(?:举报|Report)$/)),
    },
    'watch, style of danmaku': {
      ...{ ...watch, isSignedIn: true },
      open: async (page) => {
        await press(/^(?:弹幕样式|Style of danmaku)$/)(page);
        await page.getByRole('radio').first().waitFor();
      },
    },
    'people, a link': {
      ...pages['admin-people'],
      open: opensDialog(press(/^(?:重置密码|Reset password)$/)),
    },
    'people, a badge': {
      ...pages['admin-people'],
      open: opensDialog(press(/^(?:认证|Badge)$/)),
    },
    'project, a clip': {
      ...project,
      open: async (page) => {
        await page.locator(project.landmark).first().click();
        await page.getByRole('slider', { name: /^(?:音量|Volume)/ }).waitFor();
      },
    },
    'project, a title': {
      ...project,
      open: async (page) => {
        await page.locator('main li.words button').click();
        await page.getByRole('textbox', { name: /^(?:文字内容|Words)$/ }).waitFor();
      },
    },
    'project, films': { ...project, open: opensDialog(press(/^(?:生成影片|Make the film)$/)) },
    'project, keys': { ...project, open: opensDialog((page) => page.keyboard.press('?')) },
    'mine, editing': { ...mine, open: opensDialog(press(/^(?:编辑|Edit)$/)) },
    'mine, deleting': { ...mine, open: opensDialog(press(/^(?:删除|Delete)$/)) },
  };
}

/** A PNG of one pixel. */
const dot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** Title of the video that `furnish` makes. */
export const furnishedTitle = 'Sea';

/**
 * Gives every page something to show: a public video of the administrator's that plays, with comments, danmaku, a
 * favourite, a place in the history, news and a report; a group with an invitation.
 */
export async function furnish(url: string, clip: string): Promise<Furniture> {
  const [admin, visitor] = await Promise.all([signInAsAdmin(url), register(url, '一位名字很长很长的观众')]);
  const { videoId } = await publish(admin, { file: clip, title: furnishedTitle });
  await waitForVideo(admin.api, videoId, ({ state }) => state === 'ready');
  const params = { id: videoId };
  const words = { title: furnishedTitle, description: '在 #海边 等日出。', tags: ['海边', '日出'] };
  const names = { zh: '自然风光', en: 'Nature' };
  const { id: categoryId } = await admin.api.call('createCategory', { body: { names } });
  await admin.api.call('putVideoDetails', {
    params,
    body: { ...words, categoryId, visibility: 'public' },
  });
  const call = visitor.api.call.bind(visitor.api);
  const { id } = await call('createComment', { params, body: { body: '海真好看' } });
  await admin.api.call('createComment', { params, body: { body: 'Thank you', replyTo: id } });
  await call('createDanmaku', { params, body: { body: '开始了', atMs: 500 } });
  const cues = [{ startMs: 0, endMs: 2000, text: '海浪的声音', words: null }];
  await admin.api.call('putCaptions', {
    params: { ...params, language: 'zh-CN' },
    body: { label: '简体中文', cues },
  });
  const chapters = [
    { startMs: 0, title: '日出之前' },
    { startMs: 1000, title: 'The first wave' },
  ];
  await admin.api.call('putChapters', { params, body: { chapters } });
  await call('likeVideo', { params });
  await call('followUser', { params: { id: admin.id } });
  await call('createReport', { body: { subject: { kind: 'video', id: videoId }, reason: 'spam' } });
  await admin.api.call('favouriteVideo', { params });
  await admin.api.call('putPosition', { params, body: { positionMs: 1000 } });
  await admin.api.call('putCommentPolicy', { params, body: { policy: 'approve' } });
  await call('createComment', { params, body: { body: 'May I?' } });
  await admin.api.call('putProfile', {
    body: { nickname: '海边的放映员', bio: '每周一部短片。\n投稿请留言。' },
  });
  const { stdout: face } = await runTool('ffmpeg', [
    ...['-i', clip, '-frames:v', '1', '-c:v', 'mjpeg', '-f', 'mjpeg', 'pipe:1'],
  ]);
  await admin.api.call('putAvatar', { bytes: face });
  await eventually(async () => (await admin.api.call('me')).avatarUrl !== null);
  await admin.api.call('putBadge', { params: { id: admin.id }, body: { badge: '海岸电视台' } });
  await admin.api.call('putPinnedVideos', { body: { videoIds: [videoId] } });
  const avoided = await register(url, '被拉黑的人');
  await admin.api.call('blockUser', { params: { id: avoided.id } });
  const group = await admin.api.call('createGroup', { body: { name: '七年级三班' } });
  await admin.api.call('createGroupInvite', { params: { id: group.id }, body: { uses: 30, days: 7 } });
  const desk = { handle: 'citynews', nickname: '城市新闻编辑部', bio: '每天傍晚见。' };
  const channel = await admin.api.call('createChannel', { body: desk });
  const projectId = await furnishProject(admin, videoId);
  const course = await admin.api.call('createCollection', {
    body: {
      ...{ kind: 'course', title: '海洋入门', description: '从浪到潮。', visibility: 'public' },
      coverVideoId: null,
    },
  });
  await admin.api.call('putCollectionItems', { params: { id: course.id }, body: { videoIds: [videoId] } });
  const made = { videoId, groupId: group.id, channelId: channel.id, personId: admin.id, projectId };
  return { ...made, collectionId: course.id, categoryId };
}

/** Makes a project of a video: two clips with a transition, the second at double speed, its sound, and a title. */
async function furnishProject({ api }: Person, videoId: string): Promise<string> {
  const { assetId } = await api.call('video', { params: { id: videoId } });
  const source = await api.call('assetSource', { params: { id: assetId ?? '' } });
  const half = Math.floor(source.duration / 2);
  const clip = (id: string, start: number, duration: number) => ({
    ...{ id, kind: 'clip', asset: 'sea', start, duration, sourceIn: 0 },
  });
  const retime = { kind: 'constant', speed: { num: 2, den: 1 } };
  const edge = Math.floor(half / 4);
  const transition = {
    ...{ id: 'change', kind: 'heart', from: 'first', to: 'second', before: edge, after: edge },
  };
  const box = { colour: '#000000a6', padding: 0.012, radius: 0.012 };
  const title = {
    ...{ id: 'title', kind: 'text', start: 0, duration: half, transform: { y: 0.84 }, width: 0.9 },
    runs: [{ text: '海边的一天', look: { size: 0.05, weight: 700, box } }],
  };
  const document = {
    ...{ schema: 'weireel.edit', version: 1, fps: source.fps, styles: {}, assets: { sea: source } },
    canvas: { widthPx: 720, heightPx: 1280 },
    tracks: [
      {
        ...{ id: 'main', kind: 'visual', transitions: [transition] },
        items: [clip('first', 0, half), { ...clip('second', half, half), retime }],
      },
      { id: 'music', kind: 'audio', transitions: [], items: [clip('sound', 0, half)] },
      { id: 'titles', kind: 'visual', transitions: [], items: [title] },
    ],
  };
  return (await api.call('createProject', { body: { title: '海边的一天', document } })).id;
}

/** How scenes are looked at. */
export interface SceneLook {
  /** Size, theme and language. */
  look: BrowserContextOptions;
  /** Runs in each page before anything else. Absent: nothing does. */
  script?: string;
}

/** A window of a visitor and one of the administrator, in which scenes are shown one after the other. */
export interface Stage {
  /** Shows a scene, and calls back. */
  show<T>(scene: Scene, use: (page: Page) => Promise<T>): Promise<T>;
  /** Closes the windows. */
  close(): Promise<void>;
}

/** A window without a page. */
const blank = 'about:blank';

/** Opens windows for scenes of a server; what is loaded for one is at hand for the next, as for whoever looks around. */
export function openStage(browser: Browser, url: string, { look, script }: SceneLook): Stage {
  const pages = new Map<boolean, Promise<Page>>();
  async function openPage(isSignedIn: boolean): Promise<Page> {
    const context = await browser.newContext({ ...look, reducedMotion: 'reduce' });
    if (isSignedIn) {
      const data = { account: 'admin', password: adminPassword };
      await context.request.post(`${url}/api/v1/auth/login`, { data });
    }
    const page = await context.newPage();
    if (script !== undefined) await page.addInitScript(script);
    return page;
  }
  return {
    async show(scene, use) {
      const opened = pages.get(scene.isSignedIn) ?? openPage(scene.isSignedIn);
      pages.set(scene.isSignedIn, opened);
      const page = await opened;
      if (page.url() !== blank) {
        // As if the former one had never been, also where their addresses differ behind a # alone.
        await page.evaluate('localStorage.clear(), sessionStorage.clear()');
        await page.goto(blank);
      }
      await page.goto(url + scene.path);
      await page.locator(scene.landmark).first().waitFor({ state: 'attached' });
      await scene.open?.(page);
      return use(page);
    },
    async close() {
      for (const page of pages.values()) await (await page).context().close();
    },
  };
}

/** Shows a scene in a window of its own, calls back, and closes it. */
export async function withScene<T>(
  browser: Browser,
  url: string,
  { scene, ...look }: SceneLook & { scene: Scene },
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const stage = openStage(browser, url, look);
  try {
    return await stage.show(scene, use);
  } finally {
    await stage.close();
  }
}

/** Sizes, themes and languages in which everything is looked at. */
export const looks: Readonly<Record<string, BrowserContextOptions>> = Object.fromEntries(
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    (['zh-CN', 'en'] as const).flatMap((locale) => [
      [
        `phone, ${colorScheme}, ${locale}`,
        { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme, locale },
      ],
      [`desktop, ${colorScheme}, ${locale}`, { viewport: { width: 1280, height: 800 }, colorScheme, locale }],
    ]),
  ),
);
