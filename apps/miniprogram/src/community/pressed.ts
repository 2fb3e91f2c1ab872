import { createFacts } from '@weireel/client';
import { api } from '../api/api.ts';
import { meNow, onSession } from '../api/session.ts';
import { createListeners } from '../listeners.ts';
import { tellTrouble } from '../shell/tell-trouble.ts';

const changed = createListeners();

/** What was pressed on this phone, of all videos and authors. */
export const facts = createFacts({ api, onChange: changed.tell, onFailed: tellTrouble });

/** Calls back whenever something else is to be shown; gives the way to stop it. */
export const onFacts = changed.add;

let person = meNow();

onSession(() => {
  const before = person;
  person = meNow();
  // A stranger who is signed in by what they press is nobody else: that press still counts.
  if (before !== null) facts.forget();
});
