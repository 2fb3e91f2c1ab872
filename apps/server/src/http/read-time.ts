import { refuseField } from './problem.ts';

/**
 * A point in time of a body; what is null or absent stays so.
 *
 * @param path where it stands
 * @throws WeireelError `invalid_request`: what the format allows and no clock shows, as a 61st second
 */
export function readTime<T extends null | undefined>(path: string, text: string | T): Date | T {
  if (typeof text !== 'string') return text;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw refuseField(path, 'bad_format');
  return at;
}
