import type { EvaluatedEffect } from '@weireel/edit';
import { colourMapOf, composed } from './colour-map.ts';
import type { ColourTable } from './colour-table.ts';
import { cubeOf } from './cube-of.ts';

/** A table of colours that is written when a segment is rendered: some of what it depends on is read no sooner. */
export interface CubeOfEffects {
  /** Of what is made of the effects: to be changed with it, so that no segment of former code is used again. */
  version: 1;
  /** What colours go through, one after the other. */
  effects: readonly Pick<EvaluatedEffect, 'kind' | 'params'>[];
  /** Points along each axis: as many as the tables that it is made of have, within these. */
  points: { least: number; most: number };
}

/** Hashes of the tables that a cube is made of. */
export function tablesOf({ effects }: CubeOfEffects): string[] {
  return effects.flatMap(({ kind, params }) => (kind === 'lut' ? [String(params['lut'])] : []));
}

/**
 * Writes a table of colours.
 *
 * @param tableOf gives all of `tablesOf`
 * @throws Error when it does not
 */
export function paintCube(cube: CubeOfEffects, tableOf: (sha256: string) => ColourTable | null): string {
  const { effects, points } = cube;
  const maps = effects.map((effect) => {
    const map = colourMapOf({ ...effect, version: 1 }, tableOf);
    if (map === null) throw new Error(`${effect.kind} has no table of colours`);
    return map;
  });
  const finest = Math.max(0, ...tablesOf(cube).map((sha256) => tableOf(sha256)?.points ?? 0));
  const size = Math.min(points.most, Math.max(points.least, finest));
  return cubeOf(JSON.stringify(effects), composed(maps), size);
}
