import { createInterface, type Interface } from 'node:readline';
import { CommandError, type Bilingual, type CommandContext } from '../command.ts';

/** Asks for secrets one after the other, without showing them; each is a line of standard input when that is no terminal. */
export interface Asker {
  /**
   * Asks for one.
   *
   * @param words what is asked for, and what is said when nothing was given
   * @throws CommandError when nothing was given
   */
  ask(words: { prompt: Bilingual; missing: Bilingual }): Promise<string>;
  /** Reads nothing more. */
  close(): void;
}

/** Opens standard input when the first secret is asked for. */
export function createAsker(context: CommandContext): Asker {
  const { say } = context;
  let input: Interface | null = null;
  let lines: AsyncIterator<string> | null = null;

  const nextLine = async (): Promise<string> => {
    // One reader for all lines: another one would find those gone that this one has read ahead.
    input ??= createInterface({ input: process.stdin });
    lines ??= input[Symbol.asyncIterator]();
    const next = await lines.next();
    return next.done === true ? '' : next.value;
  };

  return {
    async ask({ prompt, missing }) {
      const given = process.stdin.isTTY
        ? await askTerminal(context, say(`${prompt.zh}：`, `${prompt.en}: `))
        : await nextLine();
      if (given === '') throw new CommandError(say(missing.zh, missing.en));
      return given;
    },
    close: () => input?.close(),
  };
}

function askTerminal(context: CommandContext, prompt: string): Promise<string> {
  const { stdin } = process;
  process.stderr.write(prompt);
  // Raw mode switches the terminal's echo off, and with it what Ctrl-C, Ctrl-D and erasing do.
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed: string[] = [];
    const end = () => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      process.stderr.write('\n');
    };
    const take = (piece: string) => {
      for (const key of piece) {
        if (key === '\r' || key === '\n' || key === '\u0004') {
          end();
          return resolve(typed.join(''));
        }
        if (key === '\u0003') {
          end();
          return reject(new CommandError(context.say('已取消', 'Cancelled')));
        }
        if (key === '\u007f' || key === '\b') typed = typed.slice(0, -1);
        else if (key >= ' ') typed.push(key);
      }
    };
    stdin.on('data', take);
  });
}
