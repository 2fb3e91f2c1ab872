import { WeireelError, type Visibility } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { listOwnGroups } from '@weireel/db/groups';

/** For whom a video, or a collection of videos, is to be. */
export interface AudienceWish {
  /** Who wishes it. */
  viewerId: string;
  /** Who may see it. */
  visibility: Visibility;
  /** Groups that it is to be for. */
  groupIds: readonly string[];
  /** Groups that it is for already. */
  before: readonly string[];
}

/**
 * The groups that it is to be for: none unless it is for groups at all, and of others than it is for already only
 * those that who wishes it belongs to. That another group exists is not told.
 *
 * @throws WeireelError `invalid_request`
 */
export async function requireAudience(
  trx: Database,
  { viewerId, visibility, groupIds, before }: AudienceWish,
): Promise<readonly string[]> {
  if (visibility !== 'group') return [];
  if (groupIds.length === 0) throw refusal('required', 'groupIds');
  const allowed = new Set([...before, ...(await listOwnGroups(trx, viewerId, groupIds))]);
  const wrong = groupIds.findIndex((id) => !allowed.has(id));
  if (wrong !== -1) throw refusal('not_allowed', `groupIds.${wrong}`);
  return groupIds;
}

function refusal(code: 'required' | 'not_allowed', path: string): WeireelError {
  return new WeireelError('invalid_request', { errors: [{ path, code, message: '' }] });
}
