/** A copy of a value in which the one at a dotted path is another; `undefined` removes it. */
export function setAt<T>(value: T, path: string, inner: unknown): T {
  const copy = JSON.parse(JSON.stringify(value)) as T; // as: what went in
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at: unknown = copy;
  for (const step of steps) at = fieldOf(at, step);
  if (typeof at !== 'object' || at === null) throw new Error(`nothing at ${path}`);
  if (inner !== undefined) Object.assign(at, { [last]: inner });
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else Reflect.deleteProperty(at, last);
  return copy;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
