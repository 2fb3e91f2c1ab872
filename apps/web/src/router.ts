import type { Permission } from '@weireel/contract';
import { isPermitted, pagePaths } from '@weireel/contract/plain';
import { createRouter, createWebHistory, type RouteRecordNormalized } from 'vue-router';
import { onSignedOut } from './api/api.ts';
import FeedPage from './feed/feed-page.vue';
import { fetchAhead } from './shell/fetch-ahead.ts';
import { lazily, type CodeLoader } from './shell/load-code.ts';
import { followMissingPages } from './shell/missing-code.ts';
import { loadEnglish } from './language/language.ts';
import { useSession } from './session/session.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Message key of the page's title. Absent: the brand alone. */
    title?: string;
    /** Watching is dark in both themes. */
    isDarkRoom?: boolean;
    /** Without navigation: signing in and set-up. */
    isBare?: boolean;
    /** Only for the signed-in. */
    needsUser?: boolean;
    /** Only for whose roles have this permission. Absent: it takes none. */
    needs?: Permission;
  }
}

/** The pages. The feed comes with the first bytes; the others when they are opened. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: pagePaths.feed, name: 'feed', component: FeedPage, meta: { isDarkRoom: true } },
    {
      path: pagePaths.watch,
      name: 'watch',
      component: lazily(() => import('./watch/watch-page.vue'), true),
      props: true,
      meta: { isDarkRoom: true },
    },
    {
      path: pagePaths.search,
      name: 'search',
      component: lazily(() => import('./search/search-page.vue'), true),
      meta: { title: 'nav.search' },
    },
    {
      path: pagePaths.tag,
      name: 'tag',
      component: lazily(() => import('./tags/tag-page.vue'), true),
      props: true,
      meta: { title: 'tags.title' },
    },
    {
      path: pagePaths.category,
      name: 'category',
      component: lazily(() => import('./categories/category-page.vue'), true),
      props: true,
      meta: { title: 'categories.title' },
    },
    {
      path: pagePaths.upload,
      name: 'upload',
      component: lazily(() => import('./upload/upload-page.vue'), true),
      meta: { title: 'upload.title', needsUser: true, needs: 'publish' },
    },
    {
      path: pagePaths.mine,
      name: 'mine',
      component: lazily(() => import('./mine/mine-page.vue'), true),
      meta: { title: 'mine.title', needsUser: true },
    },
    {
      path: pagePaths.captions,
      name: 'captions',
      component: lazily(() => import('./captions/captions-page.vue'), true),
      props: true,
      meta: { title: 'captions.title', needsUser: true },
    },
    {
      path: pagePaths.chapters,
      name: 'chapters',
      component: lazily(() => import('./chapters/chapters-page.vue'), true),
      props: true,
      meta: { title: 'chapters.title', needsUser: true },
    },
    {
      path: pagePaths.studio,
      name: 'studio',
      component: lazily(() => import('./studio/studio-page.vue'), true),
      meta: { title: 'studio.title', needsUser: true, needs: 'publish' },
    },
    {
      path: pagePaths.project,
      name: 'project',
      component: lazily(() => import('./studio/project-page.vue'), true),
      props: true,
      meta: { title: 'studio.title', needsUser: true, needs: 'publish' },
    },
    {
      path: pagePaths.collection,
      name: 'collection',
      component: lazily(() => import('./collections/collection-page.vue'), true),
      props: true,
      meta: { title: 'lists.title' },
    },
    {
      path: pagePaths.favourites,
      name: 'favourites',
      component: lazily(() => import('./library/favourites-page.vue'), true),
      meta: { title: 'menu.favourites', needsUser: true },
    },
    {
      path: pagePaths.history,
      name: 'history',
      component: lazily(() => import('./library/history-page.vue'), true),
      meta: { title: 'menu.history', needsUser: true },
    },
    {
      path: pagePaths['held-comments'],
      name: 'held-comments',
      component: lazily(() => import('./community/held-comments-page.vue'), true),
      meta: { title: 'menu.held', needsUser: true },
    },
    {
      path: pagePaths.notifications,
      name: 'notifications',
      component: lazily(() => import('./notifications/inbox-page.vue'), true),
      meta: { title: 'inbox.title', needsUser: true },
    },
    {
      path: pagePaths.reports,
      name: 'reports',
      component: lazily(() => import('./review/reports-page.vue'), true),
      meta: { title: 'reports.list', needsUser: true, needs: 'decide_reports' },
    },
    {
      path: pagePaths.groups,
      name: 'groups',
      component: lazily(() => import('./groups/groups-page.vue'), true),
      meta: { title: 'groups.title', needsUser: true },
    },
    {
      path: pagePaths.group,
      name: 'group',
      component: lazily(() => import('./groups/group-page.vue'), true),
      props: true,
      meta: { title: 'groups.title', needsUser: true },
    },
    {
      path: pagePaths.channels,
      name: 'channels',
      component: lazily(() => import('./channels/channels-page.vue'), true),
      meta: { title: 'channels.title', needsUser: true },
    },
    {
      path: pagePaths.channel,
      name: 'channel',
      component: lazily(() => import('./channels/channel-page.vue'), true),
      props: true,
      meta: { title: 'channels.title', needsUser: true },
    },
    {
      path: pagePaths.join,
      name: 'join',
      component: lazily(() => import('./groups/join-page.vue'), true),
      meta: { title: 'invites.joinPage', needsUser: true, isBare: true },
    },
    {
      path: pagePaths.person,
      name: 'person',
      component: lazily(() => import('./people/person-page.vue'), true),
      props: true,
      meta: { title: 'person.title' },
    },
    {
      path: pagePaths.followers,
      name: 'followers',
      component: lazily(() => import('./people/follows-page.vue'), true),
      props: true,
      meta: { title: 'person.title', needsUser: true },
    },
    {
      path: pagePaths.following,
      name: 'following',
      component: lazily(() => import('./people/follows-page.vue'), true),
      props: true,
      meta: { title: 'person.title', needsUser: true },
    },
    {
      path: pagePaths.settings,
      name: 'settings',
      component: lazily(() => import('./settings/settings-page.vue'), true),
      props: true,
      meta: { title: 'settings.title', needsUser: true },
    },
    {
      path: pagePaths['admin-jobs'],
      name: 'admin-jobs',
      component: lazily(() => import('./admin/jobs-page.vue'), true),
      meta: { title: 'admin.jobs', needsUser: true, needs: 'admin' },
    },
    {
      path: pagePaths['admin-people'],
      name: 'admin-people',
      component: lazily(() => import('./admin/people-page.vue'), true),
      meta: { title: 'people.title', needsUser: true, needs: 'manage_people' },
    },
    {
      path: pagePaths['admin-categories'],
      name: 'admin-categories',
      component: lazily(() => import('./admin/categories-page.vue'), true),
      meta: { title: 'categories.manage', needsUser: true, needs: 'admin' },
    },
    {
      path: pagePaths.login,
      name: 'login',
      component: lazily(() => import('./session/login-page.vue'), true),
      meta: { title: 'account.login', isBare: true },
    },
    {
      path: pagePaths.register,
      name: 'register',
      component: lazily(() => import('./session/register-page.vue'), true),
      meta: { title: 'account.register', isBare: true },
    },
    {
      path: pagePaths.setup,
      name: 'setup',
      component: lazily(() => import('./session/setup-page.vue'), true),
      meta: { title: 'setup.title', isBare: true },
    },
    {
      path: pagePaths.reset,
      name: 'reset',
      component: lazily(() => import('./session/reset-page.vue'), true),
      meta: { title: 'signIns.resetTitle', isBare: true },
    },
    {
      path: pagePaths.forgotten,
      name: 'forgotten',
      component: lazily(() => import('./session/forgotten-page.vue'), true),
      meta: { title: 'forgotten.title', isBare: true },
    },
    {
      path: pagePaths['confirm-email'],
      name: 'confirm-email',
      component: lazily(() => import('./session/confirm-email-page.vue'), true),
      meta: { title: 'email.confirmTitle', needsUser: true, isBare: true },
    },
    {
      path: '/:rest(.*)*',
      name: 'missing',
      component: lazily(() => import('./shell/missing-page.vue'), true),
      meta: { title: 'missing.title' },
    },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

onSignedOut(() => {
  const session = useSession();
  if (session.me === null) return;
  session.me = null;
  const { meta, fullPath } = router.currentRoute.value;
  if (meta.needsUser === true) void router.replace({ name: 'login', query: { to: fullPath } });
});

router.beforeEach(async (to) => {
  const session = useSession();
  const known = session.load().catch(() => {
    // The server is away: pages say so themselves, and the session is asked for again later.
  });
  // Watching needs nobody's name, so it does not wait for it.
  if (to.meta.isDarkRoom === true && session.setup === null) {
    void known.then(() => {
      if (session.setup?.done === false) void router.replace({ name: 'setup' });
    });
    return true;
  }
  await known;
  if (session.setup?.done === false && to.name !== 'setup') return { name: 'setup' };
  if (to.meta.needsUser === true && session.setup !== null && session.me === null) {
    return { name: 'login', query: { to: to.fullPath } };
  }
  return true;
});

followMissingPages(router);
fetchAhead(router, () => [
  () => import('./offline/register.ts').then(({ keepForOffline }) => keepForOffline()),
  ...router.getRoutes().filter(isLikely).flatMap(loadersOf),
  loadEnglish,
]);

/** Whether somebody may open a page next. Signing in needs a server, and its pages with it. */
function isLikely({ meta }: RouteRecordNormalized): boolean {
  const { me } = useSession();
  if (meta.isBare === true) return false;
  if (meta.needs !== undefined) return isPermitted(me?.roles ?? [], meta.needs);
  return meta.needsUser !== true || me !== null;
}

function loadersOf({ components }: RouteRecordNormalized): CodeLoader<unknown>[] {
  const page = components?.['default'];
  // As: lazy pages are functions without arguments, here as everywhere in the list above; others are objects.
  return typeof page === 'function' ? [page as CodeLoader<unknown>] : [];
}
