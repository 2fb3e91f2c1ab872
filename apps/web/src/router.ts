import { pagePaths } from '@weireel/contract/plain';
import { createRouter, createWebHistory } from 'vue-router';
import { onSignedOut } from './api/api.ts';
import FeedPage from './feed/feed-page.vue';
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
      component: () => import('./watch/watch-page.vue'),
      props: true,
      meta: { isDarkRoom: true },
    },
    {
      path: pagePaths.upload,
      name: 'upload',
      component: () => import('./upload/upload-page.vue'),
      meta: { title: 'upload.title', needsUser: true },
    },
    {
      path: pagePaths.mine,
      name: 'mine',
      component: () => import('./mine/mine-page.vue'),
      meta: { title: 'mine.title', needsUser: true },
    },
    {
      path: pagePaths['admin-jobs'],
      name: 'admin-jobs',
      component: () => import('./admin/jobs-page.vue'),
      meta: { title: 'admin.jobs', needsUser: true },
    },
    {
      path: pagePaths.login,
      name: 'login',
      component: () => import('./session/login-page.vue'),
      meta: { title: 'account.login', isBare: true },
    },
    {
      path: pagePaths.register,
      name: 'register',
      component: () => import('./session/register-page.vue'),
      meta: { title: 'account.register', isBare: true },
    },
    {
      path: pagePaths.setup,
      name: 'setup',
      component: () => import('./session/setup-page.vue'),
      meta: { title: 'setup.title', isBare: true },
    },
    {
      path: '/:rest(.*)*',
      name: 'missing',
      component: () => import('./frame/missing-page.vue'),
      meta: { title: 'trouble.missingTitle' },
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
