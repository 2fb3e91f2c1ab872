import type { Finding, SourceFile } from './finding.ts';
import { valueEdges } from './value-edges.ts';

/** Circles of files that import values from each other; circles of types alone are harmless. */
export function checkImportCycles(files: SourceFile[]): Finding[] {
  return findCycles(valueEdges(files)).map((cycle) => ({
    path: cycle[0] ?? '',
    message: `imports go in a circle: ${[...cycle, cycle[0]].join(' → ')}`,
  }));
}

/** One circle per place where a walk in depth comes back to a file that it is still inside of. */
function findCycles(edges: Map<string, string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  for (const path of edges.keys()) walk(path);
  return cycles;

  function walk(path: string): void {
    const at = trail.indexOf(path);
    if (at >= 0) {
      cycles.push(trail.slice(at));
      return;
    }
    if (done.has(path)) return;
    trail.push(path);
    for (const target of edges.get(path) ?? []) walk(target);
    trail.pop();
    done.add(path);
  }
}
