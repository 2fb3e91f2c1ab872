/**
 * The web client's pages, by name: the client's router and the server take them from here, so that an address
 * which neither knows is answered with 404. `:id` stands for what varies.
 */
export const pagePaths = {
  feed: '/',
  watch: '/watch/:id',
  search: '/search',
  tag: '/tags/:tag',
  category: '/categories/:id',
  upload: '/upload',
  mine: '/mine',
  captions: '/mine/:id/captions',
  chapters: '/mine/:id/chapters',
  studio: '/studio',
  project: '/studio/:id',
  collection: '/collections/:id',
  favourites: '/favourites',
  history: '/history',
  'held-comments': '/held-comments',
  notifications: '/notifications',
  groups: '/groups',
  group: '/groups/:id',
  channels: '/channels',
  channel: '/channels/:id',
  join: '/join',
  person: '/people/:id',
  followers: '/people/:id/followers',
  following: '/people/:id/following',
  settings: '/settings/:part?',
  reports: '/admin/reports',
  'admin-jobs': '/admin/jobs',
  'admin-people': '/admin/people',
  'admin-categories': '/admin/categories',
  login: '/login',
  register: '/register',
  setup: '/setup',
  reset: '/reset',
  forgotten: '/forgotten',
  'confirm-email': '/confirm-email',
} as const;

/** Name of a page. */
export type PageName = keyof typeof pagePaths;

/** Address of a short link, below the installation's own. */
export function sharePath(code: string): string {
  return `/s/${code}`;
}

/** Address of a video's page, below the installation's own. */
export function watchPath(videoId: string): string {
  return pagePaths.watch.replace(':id', videoId);
}
