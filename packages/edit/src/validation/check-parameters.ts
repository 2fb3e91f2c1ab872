import { type EditDocument, type Item, assetOf, isKnownItem } from '../edit-document.ts';
import { type ParameterKind, effectKinds } from '../effects/effect-kinds.ts';
import type { ParameterValue } from '../schema/key-frames.ts';
import type { Effect } from '../schema/visual.ts';
import { type Problem, problem } from './problem.ts';

/** Whether an item's effects and their parameters are such as we know. What we do not know is a warning. */
export function checkParameters(document: EditDocument, item: Item, path: string): Problem[] {
  if (!isKnownItem(item) || item.effects === undefined) return [];
  return item.effects.flatMap((effect, index) => checkEffect(document, effect, `${path}.effects.${index}`));
}

function checkEffect(document: EditDocument, { kind, params }: Effect, path: string): Problem[] {
  const known = Object.hasOwn(effectKinds, kind) ? effectKinds[kind] : undefined;
  if (known === undefined) return [problem('unknown_kind', path)];
  return Object.entries(params).flatMap(([name, value]) => {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    const here = `${path}.params.${name}`;
    return parameter === undefined
      ? [problem('unknown_parameter', here)]
      : checkValue(document, parameter, value, here);
  });
}

function checkValue(
  document: EditDocument,
  parameter: ParameterKind,
  value: ParameterValue,
  path: string,
): Problem[] {
  if (parameter.kind === 'number') {
    if (typeof value === 'string' || typeof value === 'boolean') return [problem('wrong_type', path)];
    const values = typeof value === 'number' ? [value] : value.keys.map((key) => key.value);
    if (values.some((each) => each < parameter.minimum)) return [problem('too_small', path)];
    return values.some((each) => each > parameter.maximum) ? [problem('too_large', path)] : [];
  }
  if (typeof value !== 'string') return [problem('wrong_type', path)];
  if (parameter.kind === 'colour') {
    return /^#[0-9a-f]{6}([0-9a-f]{2})?$/.test(value) ? [] : [problem('bad_format', path)];
  }
  if (!Object.hasOwn(document.assets, value)) return [problem('asset_missing', path)];
  return assetOf(document, value)?.kind === 'lut' ? [] : [problem('wrong_asset', path)];
}
