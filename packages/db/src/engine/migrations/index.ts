import type { Migration } from 'kysely/migration';
import * as mainJob from './0001-main-job.ts';
import * as derived from './0002-derived.ts';
import * as replacedSources from './0003-replaced-sources.ts';
import * as covers from './0004-covers.ts';
import * as early from './0005-early.ts';
import * as artefacts from './0006-artefacts.ts';
import * as accountSkeletons from './0007-account-skeletons.ts';
import * as uploadClaims from './0008-upload-claims.ts';
import * as reactions from './0009-reactions.ts';
import * as comments from './0010-comments.ts';
import * as sandboxGaps from './0011-sandbox-gaps.ts';
import * as generalJobs from './0012-general-jobs.ts';
import * as notifications from './0013-notifications.ts';
import * as search from './0014-search.ts';
import * as roles from './0015-roles.ts';
import * as danmaku from './0020-danmaku.ts';
import * as shares from './0021-shares.ts';
import * as reports from './0022-reports.ts';
import * as history from './0023-history.ts';
import * as discovery from './0024-discovery.ts';
import * as groups from './0025-groups.ts';
import * as blocks from './0026-blocks.ts';
import * as captions from './0030-captions.ts';
import * as captionPassages from './0031-caption-passages.ts';
import * as projects from './0032-projects.ts';
import * as profiles from './0033-profiles.ts';
import * as signIns from './0034-sign-ins.ts';
import * as deletedAccounts from './0035-deleted-accounts.ts';
import * as projectCovers from './0036-project-covers.ts';
import * as publicVideos from './0041-public-videos.ts';
import * as avatars from './0042-avatars.ts';
import * as downloads from './0043-downloads.ts';
import * as collections from './0045-collections.ts';
import * as servedVideos from './0046-served-videos.ts';
import * as tagKeys from './0047-tag-keys.ts';
import * as previews from './0049-previews.ts';
import * as takes from './0052-takes.ts';
import * as peopleTold from './0055-people-told.ts';
import * as secondFactors from './0056-second-factors.ts';
import * as identities from './0057-identities.ts';
import * as chapters from './0059-chapters.ts';
import * as categories from './0060-categories.ts';
import * as mezzanines from './0062-mezzanines.ts';
import * as wechatWays from './0064-wechat-ways.ts';
import * as wechatConsents from './0065-wechat-consents.ts';
import * as chaptersRevision from './0066-chapters-revision.ts';
import * as collectionSearch from './0067-collection-search.ts';
import * as noLatestOfAuthor from './0068-no-latest-of-author.ts';
import * as mails from './0069-mails.ts';
import * as ownFiles from './0070-own-files.ts';
import * as filmExports from './0071-film-exports.ts';
import * as batches from './0074-batches.ts';
import * as projectChanges from './0075-project-changes.ts';
import * as followers from './0076-followers.ts';
import * as surveys from './0079-surveys.ts';
import * as channels from './0080-channels.ts';
import * as mailedNotices from './0081-mailed-notices.ts';
import * as coverWords from './0085-cover-words.ts';
import * as renderReports from './0086-render-reports.ts';

/** Every migration by name, in order; a name never changes once released. */
export const migrations: Record<string, Migration> = {
  '0001-main-job': mainJob,
  '0002-derived': derived,
  '0003-replaced-sources': replacedSources,
  '0004-covers': covers,
  '0005-early': early,
  '0006-artefacts': artefacts,
  '0007-account-skeletons': accountSkeletons,
  '0008-upload-claims': uploadClaims,
  '0009-reactions': reactions,
  '0010-comments': comments,
  '0011-sandbox-gaps': sandboxGaps,
  '0012-general-jobs': generalJobs,
  '0013-notifications': notifications,
  '0014-search': search,
  '0015-roles': roles,
  '0020-danmaku': danmaku,
  '0021-shares': shares,
  '0022-reports': reports,
  '0023-history': history,
  '0024-discovery': discovery,
  '0025-groups': groups,
  '0026-blocks': blocks,
  '0030-captions': captions,
  '0031-caption-passages': captionPassages,
  '0032-projects': projects,
  '0033-profiles': profiles,
  '0034-sign-ins': signIns,
  '0035-deleted-accounts': deletedAccounts,
  '0036-project-covers': projectCovers,
  '0041-public-videos': publicVideos,
  '0042-avatars': avatars,
  '0043-downloads': downloads,
  '0045-collections': collections,
  '0046-served-videos': servedVideos,
  '0047-tag-keys': tagKeys,
  '0049-previews': previews,
  '0052-takes': takes,
  '0055-people-told': peopleTold,
  '0056-second-factors': secondFactors,
  '0057-identities': identities,
  '0059-chapters': chapters,
  '0060-categories': categories,
  '0062-mezzanines': mezzanines,
  '0064-wechat-ways': wechatWays,
  '0065-wechat-consents': wechatConsents,
  '0066-chapters-revision': chaptersRevision,
  '0067-collection-search': collectionSearch,
  '0068-no-latest-of-author': noLatestOfAuthor,
  '0069-mails': mails,
  '0070-own-files': ownFiles,
  '0071-film-exports': filmExports,
  '0074-batches': batches,
  '0075-project-changes': projectChanges,
  '0076-followers': followers,
  '0079-surveys': surveys,
  '0080-channels': channels,
  '0081-mailed-notices': mailedNotices,
  '0085-cover-words': coverWords,
  '0086-render-reports': renderReports,
};
