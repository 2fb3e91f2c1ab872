import type { EngineTables } from './tables.ts';
import type { CaptionsTables } from '../captions/tables.ts';
import type { CategoriesTables } from '../categories/tables.ts';
import type { ChaptersTables } from '../chapters/tables.ts';
import type { CollectionsTables } from '../collections/tables.ts';
import type { CommunityTables } from '../community/tables.ts';
import type { FilesTables } from '../files/tables.ts';
import type { GroupsTables } from '../groups/tables.ts';
import type { FeedTables } from '../feed/tables.ts';
import type { NotificationsTables } from '../notifications/tables.ts';
import type { PeopleTables } from '../people/tables.ts';
import type { ReviewTables } from '../review/tables.ts';
import type { UploadsTables } from '../uploads/tables.ts';
import type { VideosTables } from '../videos/tables.ts';
import type { PlaybackTables } from '../playback/tables.ts';
import type { ProcessingTables } from '../processing/tables.ts';
import type { ProjectsTables } from '../projects/tables.ts';
import type { TakesTables } from '../takes/tables.ts';
import type { SearchTables } from '../search/tables.ts';

/** Every table of ours, composed of what each noun owns. */
export interface Schema
  extends
    EngineTables,
    PeopleTables,
    GroupsTables,
    UploadsTables,
    VideosTables,
    PlaybackTables,
    ProcessingTables,
    CaptionsTables,
    CategoriesTables,
    ChaptersTables,
    FilesTables,
    ProjectsTables,
    CollectionsTables,
    TakesTables,
    CommunityTables,
    FeedTables,
    NotificationsTables,
    SearchTables,
    ReviewTables {}
