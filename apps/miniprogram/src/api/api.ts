import { createApi, type Api, type CallArguments } from '@weireel/client';
import type { AnswerOf, RouteName } from '@weireel/contract';
import { calls } from '@weireel/contract/plain';
import { apiSettings } from './api-settings.ts';
import { needsPerson } from './needs-person.ts';
import { tokenNow } from './session.ts';

const plain = createApi({ ...apiSettings, token: tokenNow });

/** The API; whoever calls what needs a person is signed in by WeChat, without being asked anything. */
export const api: Api = { language: () => plain.language(), call };

function call<N extends RouteName>(name: N, ...args: CallArguments<N>): Promise<AnswerOf<N>> {
  const make = () => plain.call(name, ...args);
  // Who has a session keeps it, whatever they ask for.
  return calls[name].access === 'public' && tokenNow() === null ? make() : needsPerson(make);
}
