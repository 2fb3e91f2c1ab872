import { WeireelError } from '@weireel/contract/plain';

/** What each state of a thing may become. A state that is listed under itself may be set again. */
export type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>;

/** The states that may become a state; a change in the database asks for one of them. */
export function originsOf<State extends string>(transitions: Transitions<State>, to: State): State[] {
  // as: the keys of a table of transitions are its states
  const states = Object.keys(transitions) as State[];
  return states.filter((from) => transitions[from].includes(to));
}

/**
 * Insists that a state may become another one.
 *
 * @throws WeireelError `wrong_state` when it may not
 */
export function requireTransition<State extends string>(
  transitions: Transitions<State>,
  from: State,
  to: State,
): void {
  if (!transitions[from].includes(to)) throw forbiddenTransition(from, to);
}

/** What is thrown at a change of state that may not be. */
export function forbiddenTransition(from: string, to: string): WeireelError {
  return new WeireelError('wrong_state', { detail: `${from} → ${to}` });
}
