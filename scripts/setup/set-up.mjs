import { SetupProblem } from './problem.mjs';
import { provideMiniProgramCi, provideNode, providePackages } from './packages.mjs';
import { providePrograms } from './programs.mjs';
import { provideWebClient } from './web-client.mjs';

/**
 * Does what is missing for a mode, and announces it in one line each; prints nothing when all is there.
 *
 * @param {{ root: string, mode: string, env: NodeJS.ProcessEnv }} options
 */
export function setUp({ root, mode, env }) {
  if (mode !== 'start' && mode !== 'test' && mode !== 'quiet') {
    throw new SetupProblem(`unknown set-up mode «${mode}»; use start, test or quiet`);
  }
  // Programs first: what only a person can install should not be found out after minutes of downloading.
  if (mode !== 'quiet') providePrograms({ mode, env });
  const isInstalled = providePackages({ root, env });
  provideNode({ root, isFresh: isInstalled });
  if (mode === 'test') provideMiniProgramCi({ root, env });
  if (mode !== 'quiet') provideWebClient({ root, env });
}
