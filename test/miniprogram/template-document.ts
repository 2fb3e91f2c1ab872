import type { AssetSource } from '@weireel/contract';
import { perform, type EditDocument, type Operation } from '@weireel/edit';
import { emptyDocument, fillablesOf, insertMaterial, insertTitle, setSlot } from '@weireel/edit/editing';

/** A template: a whole video, to be replaced as «开场», and words over it, as «主角». */
export function templateOf(source: AssetSource, words: string): EditDocument {
  let count = 0;
  const newId = () => `part${(count += 1)}`;
  const clip = after(emptyDocument(), insertMaterial(emptyDocument(), source, { before: null, newId }));
  const whole = after(clip, insertTitle(clip, { at: 0, words, newId }));
  return fillablesOf(whole).reduce(
    (done, one) => after(done, [setSlot(done, one, one.kind === 'text' ? '主角' : '开场')]),
    whole,
  );
}

function after(document: EditDocument, operations: readonly Operation[]): EditDocument {
  return operations.reduce((done, operation) => {
    const outcome = perform(done, operation);
    if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
    return outcome.document;
  }, document);
}
