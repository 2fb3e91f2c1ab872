import type { Language } from '@weireel/contract';
import { countUnread } from '@weireel/db/notifications';
import { findUploadProgress } from '@weireel/db/uploads';
import { findVideo, listVideosAbout } from '@weireel/db/videos';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { presentOneVideo, presentVideos } from '../videos/present-videos.ts';
import type { PersonalView } from './presenters.ts';

/** A person's things out of the database, in their language. */
export function createPersonalView(
  { db, signer, forecaster }: ServerContext,
  viewer: SignedIn,
  language: Language,
): PersonalView {
  const audience = async () => ({ viewer, language, forecast: await forecaster.now() });
  return {
    async video(id) {
      const row = await findVideo(db, id);
      if (row?.video.author_id !== viewer.id) return null;
      return presentOneVideo({ db, signer }, row, await audience());
    },
    async videosAbout(assetId, known) {
      const rows = await listVideosAbout(db, assetId);
      const theirs = rows.filter(({ video }) => video.author_id === viewer.id && !known.has(video.id));
      if (theirs.length === 0) return [];
      return presentVideos({ db, signer }, theirs, await audience());
    },
    upload: (id) => findUploadProgress(db, id),
    unread: async () => ({ notifications: await countUnread(db, viewer.id) }),
  };
}
