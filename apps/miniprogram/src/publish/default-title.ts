import { fillMessage } from '@weireel/client';

/** A title to begin with, of the moment in which a video was chosen: what the album calls it says nothing. */
export function defaultTitle(pattern: string, moment: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return fillMessage(pattern, {
    month: moment.getMonth() + 1,
    day: moment.getDate(),
    time: `${two(moment.getHours())}:${two(moment.getMinutes())}`,
  });
}
