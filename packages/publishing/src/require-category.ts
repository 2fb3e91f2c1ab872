import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { findCategory } from '@weireel/db/categories';

/**
 * That a video may be sorted into a category: into none, into the one that it has, or into one that is not retired.
 *
 * @param before the one that it has; null: none
 * @throws WeireelError `invalid_request`
 */
export async function requireCategory(
  trx: Database,
  categoryId: string | null,
  before: string | null,
): Promise<void> {
  if (categoryId === null || categoryId === before) return;
  const category = await findCategory(trx, categoryId);
  if (category?.is_retired === false) return;
  const error = { path: 'categoryId', code: 'not_allowed', message: '' } as const;
  throw new WeireelError('invalid_request', { errors: [error] });
}
