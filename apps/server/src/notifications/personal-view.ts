import { authorIdsOf, isOwnOf } from '@weireel/catalogue';
import type { Language } from '@weireel/contract';
import { countUnread } from '@weireel/db/notifications';
import { listUploadProgress } from '@weireel/db/uploads';
import { listWantedVideos } from '@weireel/db/videos';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { accessFacts } from '../videos/access-facts.ts';
import { presentVideos } from '../videos/present-videos.ts';
import type { PersonalView } from './presenters.ts';

/** A person's things out of the database, in their language. */
export function createPersonalView(
  { db, signer, forecaster }: ServerContext,
  viewer: SignedIn,
  language: Language,
): PersonalView {
  const audience = async () => ({ viewer, language, forecast: await forecaster.now() });
  return {
    async videos(wanted) {
      const authorIds = authorIdsOf(viewer);
      const found = await listWantedVideos(db, { authorIds, ...wanted });
      const rows = found.filter((row) => isOwnOf(accessFacts(row), viewer));
      return rows.length === 0 ? [] : presentVideos({ db, signer }, rows, await audience());
    },
    uploads: (ids) => listUploadProgress(db, ids),
    unread: async () => ({ notifications: await countUnread(db, viewer.id) }),
  };
}
