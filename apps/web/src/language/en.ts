import { processingEn } from '@weireel/client';
import { shell } from './en/shell.ts';
import { inbox } from './en/inbox.ts';
import { menu } from './en/menu.ts';
import { people } from './en/people.ts';
import { profile } from './en/profile.ts';
import { captions } from './en/captions.ts';
import { categories } from './en/categories.ts';
import { channels } from './en/channels.ts';
import { chapters } from './en/chapters.ts';
import { groups } from './en/groups.ts';
import { collections } from './en/collections.ts';
import { comments } from './en/comments.ts';
import { community } from './en/community.ts';
import { danmaku } from './en/danmaku.ts';
import { exports } from './en/exports.ts';
import { feed } from './en/feed.ts';
import { feedMore } from './en/feed-more.ts';
import { library } from './en/library.ts';
import { playback } from './en/playback.ts';
import { search } from './en/search.ts';
import { reports } from './en/reports.ts';
import { controls } from './en/controls.ts';
import { share } from './en/share.ts';
import { layers } from './en/layers.ts';
import { survey } from './en/survey.ts';
import { studio } from './en/studio.ts';
import { tags } from './en/tags.ts';
import { templates } from './en/templates.ts';
import { uploads } from './en/uploads.ts';
import { videos } from './en/videos.ts';
import { watch } from './en/watch.ts';
import { admin } from './en/admin.ts';
import type { Messages } from './zh-cn.ts';

/** Everything the client says in English. */
export const en: Messages = {
  ...shell,
  ...people,
  ...profile,
  ...menu,
  ...groups,
  ...inbox,
  ...captions,
  ...categories,
  ...channels,
  ...chapters,
  ...collections,
  ...comments,
  ...community,
  ...danmaku,
  ...exports,
  ...feed,
  ...feedMore,
  ...library,
  ...playback,
  ...search,
  ...reports,
  ...share,
  ...controls,
  ...layers,
  ...survey,
  ...studio,
  ...tags,
  ...templates,
  ...uploads,
  ...videos,
  ...watch,
  ...processingEn,
  ...admin,
};
