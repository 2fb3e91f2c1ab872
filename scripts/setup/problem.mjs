/** Something that the person who starts Weireel has to put right; the message says what, in one line. */
export class SetupProblem extends Error {
  /** @override */
  name = 'SetupProblem';
}
