import { documentLimits } from '../limits.ts';
import { type Problem, problem } from './problem.ts';

/**
 * Whether a value is plain JSON of bounded size, whatever it means: comes before all that recurses or iterates.
 * Ends at the first problem.
 */
export function checkSize(input: unknown): Problem[] {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: input, path: '', depth: 0 }];
  let [values, characters] = [0, 0];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path, depth } = next;
    values += 1;
    if (typeof value === 'string') characters += value.length;
    if (values > documentLimits.values) return [problem('too_many', path)];
    if (depth > documentLimits.depth) return [problem('too_deep', path)];
    if (typeof value === 'object' && value !== null) {
      if (!isPlain(value)) return [problem('not_json', path)];
      for (const [name, inner] of Object.entries(value)) {
        characters += Array.isArray(value) ? 0 : name.length;
        // Assigned to an object in a copy it would change what the object inherits.
        if (name === '__proto__') return [problem('not_allowed', path)];
        waiting.push({ value: inner, path: path === '' ? name : `${path}.${name}`, depth: depth + 1 });
      }
    } else if (!isScalar(value)) {
      return [problem('not_json', path)];
    }
    if (characters > documentLimits.stringCharacters) return [problem('too_long', path)];
  }
  return [];
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return Object.keys(value).length === value.length;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
