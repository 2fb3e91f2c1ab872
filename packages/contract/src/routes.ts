import { peopleRoutes } from './people/routes.ts';
import { uploadsRoutes } from './uploads/routes.ts';
import { videosRoutes } from './videos/routes.ts';
import { playbackRoutes } from './playback/routes.ts';
import { processingRoutes } from './processing/routes.ts';
import { filesRoutes } from './files/routes.ts';
import { projectsRoutes } from './projects/routes.ts';
import { captionsRoutes } from './captions/routes.ts';
import { categoriesRoutes } from './categories/routes.ts';
import { chaptersRoutes } from './chapters/routes.ts';
import { collectionsRoutes } from './collections/routes.ts';
import { communityRoutes } from './community/routes.ts';
import { channelsRoutes } from './channels/routes.ts';
import { groupsRoutes } from './groups/routes.ts';
import { feedRoutes } from './feed/routes.ts';
import { notificationsRoutes } from './notifications/routes.ts';
import { takesRoutes } from './takes/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { reviewRoutes } from './review/routes.ts';
import { adminRoutes } from './admin/routes.ts';

/** Every call of the API by name; the server registers it, the typed client calls it, OpenAPI shows it. */
export const routes = {
  ...peopleRoutes,
  ...channelsRoutes,
  ...groupsRoutes,
  ...uploadsRoutes,
  ...videosRoutes,
  ...playbackRoutes,
  ...processingRoutes,
  ...captionsRoutes,
  ...categoriesRoutes,
  ...chaptersRoutes,
  ...filesRoutes,
  ...projectsRoutes,
  ...collectionsRoutes,
  ...takesRoutes,
  ...communityRoutes,
  ...feedRoutes,
  ...notificationsRoutes,
  ...searchRoutes,
  ...reviewRoutes,
  ...adminRoutes,
} as const;

/** Name of a call. */
export type RouteName = keyof typeof routes;
