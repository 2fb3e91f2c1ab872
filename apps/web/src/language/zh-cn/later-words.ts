import { processingZhCn } from '@weireel/client';
import { admin } from './admin.ts';
import { captions } from './captions.ts';
import { categories } from './categories.ts';
import { channels } from './channels.ts';
import { chapters } from './chapters.ts';
import { collections } from './collections.ts';
import { comments } from './comments.ts';
import { danmaku } from './danmaku.ts';
import { groups } from './groups.ts';
import { exports } from './exports.ts';
import { feedMore } from './feed-more.ts';
import { inbox } from './inbox.ts';
import { library } from './library.ts';
import { layers } from './layers.ts';
import { survey } from './survey.ts';
import { menu } from './menu.ts';
import { people } from './people.ts';
import { profile } from './profile.ts';
import { search } from './search.ts';
import { reports } from './reports.ts';
import { controls } from './controls.ts';
import { share } from './share.ts';
import { studio } from './studio.ts';
import { tags } from './tags.ts';
import { templates } from './templates.ts';
import { uploads } from './uploads.ts';
import { videos } from './videos.ts';
import { watch } from './watch.ts';

/** What only pages say that are opened later. */
export const laterWords = {
  ...people,
  ...profile,
  ...captions,
  ...categories,
  ...channels,
  ...chapters,
  ...menu,
  ...groups,
  ...collections,
  ...comments,
  ...danmaku,
  ...exports,
  ...feedMore,
  ...inbox,
  ...library,
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
  ...processingZhCn,
  ...admin,
};
