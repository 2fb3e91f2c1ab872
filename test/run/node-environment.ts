/** Names an environment variable with options of Node that start joined programs; see `joinPrograms`. Unset: there are none. */
export const joinedVariable = 'WEIREEL_TEST_JOINED';

/** What Node programs that tests start take of our environment, so that they start fast. */
export function nodeEnvironment(): Record<'NODE_COMPILE_CACHE' | 'NODE_OPTIONS', string | undefined> {
  return { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], NODE_OPTIONS: process.env[joinedVariable] };
}

/** Settings under which a program starts as its users start it, from its own sources. */
export const fromSources = { NODE_OPTIONS: '' };
