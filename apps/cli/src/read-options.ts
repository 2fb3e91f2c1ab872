import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError, type CommandContext } from './command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Splits arguments into options and the rest. Throws `UsageError` with a clear sentence. */
export function readOptions<T extends Options>(context: CommandContext, args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new UsageError(explain(context, args, options, cause), { cause });
  }
}

function explain({ say }: CommandContext, args: string[], options: Options, cause: unknown): string {
  for (const arg of args) {
    if (arg === '--') break;
    const name = /^--([^=]+)/.exec(arg)?.[1];
    if (name === undefined && /^-./.test(arg)) return unknown(arg);
    if (name !== undefined && !Object.hasOwn(options, name)) return unknown(`--${name}`);
  }
  for (const [name, { type }] of Object.entries(options)) {
    const at = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
    if (at === -1) continue;
    if (type === 'boolean' && args[at]?.includes('=') === true) {
      return say(`选项 --${name} 不带值`, `The option --${name} takes no value`);
    }
    const next = args[at + 1];
    if (type === 'string' && args[at] === `--${name}` && (next === undefined || next.startsWith('-'))) {
      return say(`选项 --${name} 缺少值`, `The option --${name} needs a value`);
    }
  }
  return cause instanceof Error ? cause.message : String(cause);

  function unknown(option: string): string {
    return say(`没有 ${option} 这个选项`, `There is no option ${option}`);
  }
}

/** Refuses any argument that is no option. */
export function refuseArguments({ say }: CommandContext, positionals: string[]): void {
  const [first] = positionals;
  if (first === undefined) return;
  throw new UsageError(say(`多余的参数：${first}`, `Too many arguments: ${first}`));
}

/** Refuses more or fewer arguments than wanted. */
export function readOnly(context: CommandContext, positionals: string[], what: string): string {
  const [only, ...rest] = positionals;
  if (only !== undefined && rest.length === 0) return only;
  throw new UsageError(
    context.say(`需要且只需要一个参数：${what}`, `Exactly one argument is needed: ${what}`),
  );
}
