import { CommandError, UsageError, type CommandContext } from './command.ts';
import { commands } from './commands.ts';
import { explainError } from './explain-error.ts';
import { helpLines } from './help.ts';

/** Runs the command that the arguments name; gives the exit code and never rejects. */
export async function runCommand(context: CommandContext, [name, ...args]: string[]): Promise<number> {
  const { say, print, tell, interrupted } = context;
  if (name === undefined || name === 'help' || name === '--help' || args.includes('--help')) {
    for (const line of helpLines(commands, say)) print(line);
    return name === undefined ? 2 : 0;
  }
  try {
    const command = commands.find((known) => known.name === name);
    if (command === undefined) {
      throw new UsageError(say(`没有 ${name} 这个命令`, `There is no command ${name}`));
    }
    return await command.run(context, args);
  } catch (error) {
    if (interrupted.aborted) return 130;
    tell(`weireel: ${explainError(context, error)}`);
    if (error instanceof UsageError) {
      tell(say('用法见：npm run cli -- help', 'See: npm run cli -- help'));
      return 2;
    }
    // What no sentence of ours explains is a bug; whoever reports it needs to know where.
    if (!(error instanceof CommandError) && error instanceof TypeError) tell(String(error.stack));
    return 1;
  }
}
