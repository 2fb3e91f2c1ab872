import { isReservedName, skeletonOf } from '@weireel/catalogue/people';
import { refuseField } from '../http/problem.ts';

/**
 * Refuses names that speak for the server, and those that show nothing.
 *
 * @param names by the field that holds each
 * @throws WeireelError `invalid_request`, with the field
 */
export function refuseNames(names: Readonly<Record<string, string>>): void {
  for (const [field, name] of Object.entries(names)) {
    if (isReservedName(name)) throw refuseField(field, 'reserved');
    if (skeletonOf(name).trim() === '') throw refuseField(field, 'bad_format');
  }
}
