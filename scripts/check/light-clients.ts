import type { Finding, SourceFile } from './finding.ts';
import { isForTests } from './finding.ts';
import { valueEdges } from './value-edges.ts';

/** Modules that must not travel to a browser or a phone, each with what to import instead. */
const tooHeavy: Record<string, string> = {
  typebox:
    'clients run no validator: import values from «@weireel/contract/plain», and types only from the rest',
};

// Beside them the edit document's evaluator, which has no client yet.
const clients = /^(?:(?:apps\/(?:web|miniprogram)|packages\/client)\/src\/|packages\/edit\/src\/index\.ts$)/;

/** Client code that reaches something heavy through whatever it imports at run time. */
export function checkLightClients(files: SourceFile[]): Finding[] {
  const edges = valueEdges(files);
  const seen = new Map<string, string[]>();
  const findings: Finding[] = [];
  for (const path of edges.keys()) if (clients.test(path) && !isForTests(path)) walk(path, []);
  return findings;

  function walk(path: string, trail: string[]): void {
    if (seen.has(path)) return;
    const way = [...trail, path];
    seen.set(path, way);
    const reason = tooHeavy[path.split('/')[0] ?? ''];
    if (reason !== undefined)
      findings.push({ path: way[0] ?? path, message: `${way.join(' → ')}: ${reason}` });
    for (const target of edges.get(path) ?? []) walk(target, way);
  }
}
