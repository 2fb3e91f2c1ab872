import { formatClock } from '@weireel/client';
import type { Material } from '@weireel/contract';
import { ticksPerSecond } from '@weireel/edit';

/** How long a material is, as a clock shows it. */
export function materialDuration({ source }: Material): string {
  return formatClock((source.duration / ticksPerSecond) * 1000);
}
