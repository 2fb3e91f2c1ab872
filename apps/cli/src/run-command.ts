import { CommandError, UsageError, type Command, type CommandContext } from './command.ts';
import { loadCommands } from './commands.ts';
import { explainError } from './explain-error.ts';
import { helpLines } from './help.ts';

/** Runs the command that the arguments name; gives the exit code and never rejects. */
export async function runCommand(context: CommandContext, [name, ...args]: string[]): Promise<number> {
  const { say, print, tell, interrupted } = context;
  if (name === undefined || name === 'help' || name === '--help' || args.includes('--help')) {
    for (const line of helpLines(await loadCommands(null), say)) print(line);
    return name === undefined ? 2 : 0;
  }
  try {
    const [command, rest] = await findCommand(name, args);
    if (command === undefined) {
      throw new UsageError(say(`没有 ${name} 这个命令`, `There is no command ${name}`));
    }
    return await command.run(context, rest);
  } catch (error) {
    if (interrupted.aborted) return 130;
    tell(`weireel: ${explainError(context, error)}`);
    if (error instanceof UsageError) {
      tell(say('用法见：npm run cli -- help', 'See: npm run cli -- help'));
      return 2;
    }
    // What no sentence of ours explains is a bug; whoever reports it needs to know where.
    if (!(error instanceof CommandError) && error instanceof TypeError) {
      for (const line of (error.stack ?? '').split('\n')) tell(line);
    }
    return 1;
  }
}

/** The command of one word or two, and what follows it. */
async function findCommand(name: string, args: string[]): Promise<[Command | undefined, string[]]> {
  const commands = await loadCommands(name);
  const [second = '', ...rest] = args;
  const ofTwo = commands.find((known) => known.name === `${name} ${second}`);
  return ofTwo ? [ofTwo, rest] : [commands.find((known) => known.name === name), args];
}
