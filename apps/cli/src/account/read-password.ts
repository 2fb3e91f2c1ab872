import { createInterface } from 'node:readline';
import { CommandError, type CommandContext } from '../command.ts';

/** Asks for a password without showing it; takes one line of standard input when that is no terminal. */
export async function readPassword(context: CommandContext): Promise<string> {
  if (context.config.password !== null) return context.config.password;
  const password = process.stdin.isTTY ? await askUnseen(context) : await readLine();
  if (password === '') throw new CommandError(context.say('没有输入密码', 'No password was given'));
  return password;
}

async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return '';
}

function askUnseen(context: CommandContext): Promise<string> {
  const { stdin } = process;
  process.stderr.write(context.say('密码：', 'Password: '));
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
