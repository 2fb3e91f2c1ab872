import { exactFrameTicks, type EditDocument } from '@weireel/edit';

/** A time as minutes, seconds and the number of the frame within the second: `01:05:12`. */
export function timecodeOf(ticks: number, fps: EditDocument['fps']): string {
  const frames = Math.floor(ticks / exactFrameTicks(fps));
  const perSecond = Math.ceil(fps.num / fps.den);
  const seconds = Math.floor(frames / perSecond);
  const two = (value: number): string => String(value).padStart(2, '0');
  return [Math.floor(seconds / 60), seconds % 60, frames % perSecond].map(two).join(':');
}
