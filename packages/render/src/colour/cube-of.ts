import type { ColourMap } from './colour-map.ts';
import { writeCube } from './write-cube.ts';

/** Looks of a film are few, and each segment of it has one of them. */
const mostKept = 8;
const kept = new Map<string, string>();

/**
 * As `writeCube`, of which the latest are kept: one takes as long as some frames do.
 *
 * @param name all that the map depends on
 */
export function cubeOf(name: string, map: ColourMap, size: number): string {
  const key = `${size} ${name}`;
  const cube = kept.get(key) ?? writeCube(map, size);
  kept.delete(key);
  kept.set(key, cube);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return cube;
}
