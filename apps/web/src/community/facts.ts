import { createFacts, type FactKind, type Followable, type ToggleState } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { ref } from 'vue';
import { api } from '../api/api.ts';
import { errorText } from '../shell/error-text.ts';
import { notify } from '../shell/notify.ts';

const changes = ref(0);

/** What was pressed in this tab, of all videos and authors. */
export const facts = createFacts({
  api,
  onChange: () => (changes.value += 1),
  onFailed: (error) => notify('error', errorText(error)),
});

/** Whether a person whom a list names is followed, for templates. */
export function followOf(person: Followable): ToggleState {
  void changes.value;
  return facts.followOf(person);
}

/** What is to be shown of a fact, for templates. */
export function stateOf(kind: FactKind, video: Video): ToggleState {
  void changes.value;
  return facts.stateOf(kind, video);
}
